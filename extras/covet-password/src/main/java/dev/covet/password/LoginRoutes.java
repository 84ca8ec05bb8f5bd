package dev.covet.password;

import dev.covet.AuditEvent;
import dev.covet.Csrf;
import dev.covet.HttpException;
import dev.covet.Param;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Route;
import dev.covet.Router;
import dev.covet.Session;
import dev.covet.http.Status;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a {@link FormLogin}: page, form and the way out.
 *
 * @param logins checks passwords
 * @param users of whom the newest is told
 * @param page path of page and form
 * @param logout path of the way out
 * @param welcome where to go when nothing else was asked
 * @param ownPage whether the application has the page
 * @param csrf stands around all of them
 */
record LoginRoutes(
    Logins logins,
    RecentUsers users,
    String page,
    String logout,
    String welcome,
    boolean ownPage,
    Csrf csrf) {
  static final String SCHEME = "form";

  /** In a session: who has logged in here, and not by something else under the same name. */
  private static final String LOGGED_IN = "covet.password";

  private static final int LARGEST_FORM = 16 << 10;

  void install(Router router, Consumer<Route> settings) {
    if (!ownPage) {
      router.get(page, this::show).use(csrf).anonymous().hidden();
    }
    Route form = router.post(page, this::login);
    if (!form.pattern().equals(page)) {
      throw new IllegalArgumentException(
          form
              + ": browsers are sent to "
              + page
              + "; install it on the application, or on a group without a prefix");
    }
    form.use(csrf)
        .anonymous()
        .maxBody(LARGEST_FORM)
        .summary("Log in")
        .param(Param.form("username", String.class))
        .param(Param.form("password", String.class))
        .param(Param.form("next", String.class).or("").description("a path to go to"))
        .returns(Status.SEE_OTHER, Void.class)
        .answers(Status.UNAUTHORIZED, "name or password is wrong")
        .answers(Status.TOO_MANY_REQUESTS, "there were too many wrong passwords")
        .answers(Status.SERVICE_UNAVAILABLE, "too many log in at once");
    settings.accept(form);
    router
        .post(logout, this::leave)
        .use(csrf)
        .anonymous()
        .summary("Log out")
        .returns(Status.SEE_OTHER, Void.class);
  }

  private Response<String> show(Request request) {
    String next = LocalTarget.of(request.query("next").or(""), "");
    boolean failed = request.query("failed").isPresent();
    return Response.html(LoginPage.html(page, Csrf.token(request), next, failed))
        .cacheControl("no-store");
  }

  private Response<Void> login(Request request) throws Exception {
    String name = request.form("username").asString();
    String password = request.form("password").asString();
    String next = LocalTarget.of(request.form("next").or(""), "");
    User user = logins.verify(request, SCHEME, name, password).orElse(null);
    if (user == null) {
      if (wantsPage(request)) {
        return toPage(page, "?failed=true&", next);
      }
      throw new HttpException(Status.UNAUTHORIZED, "Name or password is wrong.")
          .header("WWW-Authenticate", challenge(page));
    }
    Session session = request.session();
    session.login(user.name());
    session.set(LOGGED_IN, user.name());
    users.saw(user);
    request.audit(AuditEvent.Kind.LOGGED_IN, user.name(), SCHEME, "");
    return Response.redirect(Status.SEE_OTHER, LocalTarget.of(next, welcome));
  }

  private Response<Void> leave(Request request) {
    Session session = request.session();
    Optional<String> who = session.principal();
    if (who.isPresent()) {
      session.logout();
      request.audit(AuditEvent.Kind.LOGGED_OUT, who.get(), SCHEME, "");
    }
    return Response.redirect(Status.SEE_OTHER, welcome);
  }

  /** Who has logged in to a session by a form; null for nobody. */
  static @Nullable String loggedIn(Session session) {
    Optional<String> here = session.get(LOGGED_IN);
    return here.equals(session.principal()) ? here.orElse(null) : null;
  }

  /** There is no registered scheme for cookies, and a 401 must have a challenge. */
  static String challenge(String page) {
    return "Cookie form-action=\"" + page + "\"";
  }

  static boolean wantsPage(Request request) {
    return request.header("Accept").list().stream()
        .anyMatch(types -> types.toLowerCase(Locale.ROOT).contains("text/html"));
  }

  /**
   * Sends a browser to the page.
   *
   * @param query begins with a question mark and ends before another parameter
   * @param next where to go after the login; perhaps empty
   */
  static Response<Void> toPage(String page, String query, String next) {
    String asked =
        next.isEmpty()
            ? query.substring(0, query.length() - 1)
            : query + "next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    return Response.redirect(Status.SEE_OTHER, page + asked);
  }
}
