package secured;

import dev.covet.Access;
import dev.covet.AuditEvent;
import dev.covet.Csrf;
import dev.covet.Principal;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Router;
import dev.covet.jwt.JwtIssuer;
import dev.covet.oidc.OidcPrincipal;
import java.util.Set;
import java.util.stream.Collectors;

/** Pages for people. Without scripts, so that the strictest policy lets them be shown. */
final class Pages {
  private final Csrf csrf;
  private final KeyRing keys;
  private final JwtIssuer tokens;
  private final Trail trail;

  Pages(Csrf csrf, KeyRing keys, JwtIssuer tokens, Trail trail) {
    this.csrf = csrf;
    this.keys = keys;
    this.tokens = tokens;
    this.trail = trail;
  }

  void declare(Router site) {
    site.get("/", req -> Html.page("Secured", home(req))).anonymous().hidden();
    site.get("/account", this::account).use(csrf).hidden();
    site.post("/account/key", this::key).use(csrf).hidden();
    site.post("/account/token", this::token).use(csrf).hidden();
    site.get("/admin", req -> admin()).require(Access.roles("admin")).hidden();
  }

  private static String home(Request req) {
    String who = req.findPrincipal().map(Pages::nameOf).orElse("nobody");
    return "<p>You are <b id=\"who\">"
        + Html.text(who)
        + "</b>.</p><ul>"
        + Html.link("/login", "Log in by password")
        + Html.link("/oidc/login", "Log in at the provider")
        + Html.link("/account", "Your account")
        + Html.link("/admin", "Administration")
        + "</ul>";
  }

  private static String nameOf(Principal who) {
    return who instanceof OidcPrincipal oidc ? oidc.claim("name").orElse(who.name()) : who.name();
  }

  private Response<String> account(Request req) {
    Principal who = req.principal();
    String token = Csrf.token(req);
    String logout = who instanceof OidcPrincipal ? "/oidc/logout" : "/logout";
    return Html.page(
        "Account",
        "<p>You are <b id=\"who\">"
            + Html.text(nameOf(who))
            + "</b>, "
            + Html.text(who.roles().toString())
            + ".</p>"
            + Html.form("/account/key", token, "New API key")
            + Html.form("/account/token", token, "New token")
            + Html.form(logout, token, "Log out"));
  }

  private Response<String> key(Request req) {
    return shown("API key", keys.create(req.principal().name(), Set.of(Orders.READ)));
  }

  private Response<String> token(Request req) {
    return shown(
        "Token",
        tokens
            .token(req.principal().name(), Orders.AUDIENCE)
            .scopes(Orders.READ, Orders.WRITE)
            .sign());
  }

  /** A secret, that is shown once and stays in no cache. */
  private static Response<String> shown(String title, String secret) {
    return Html.page(title, "<p><code id=\"secret\">" + Html.text(secret) + "</code></p>")
        .cacheControl("no-store");
  }

  private Response<String> admin() {
    String rows =
        trail.last().stream()
            .map(Pages::row)
            .collect(Collectors.joining("", "<table id=\"trail\">", "</table>"));
    return Html.page("Administration", rows);
  }

  private static String row(AuditEvent event) {
    return "<tr><td>"
        + event.time()
        + "</td><td>"
        + event.kind()
        + "</td><td>"
        + Html.text(String.valueOf(event.principal()))
        + "</td><td>"
        + Html.text(event.reason())
        + "</td></tr>";
  }
}
