package secured;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Csrf;
import dev.covet.Sessions;
import dev.covet.jwt.JwtAlgorithm;
import dev.covet.jwt.JwtIssuer;
import dev.covet.oidc.LocalProvider;
import dev.covet.oidc.OidcLogin;
import dev.covet.password.BruteForceGuard;
import dev.covet.password.FormLogin;
import dev.covet.password.Logins;
import dev.covet.password.Passwords;
import dev.covet.password.User;
import dev.covet.password.UserStore;
import java.util.List;
import java.util.Map;

/**
 * Pages with two ways to log in, an API with tokens and keys, an area for administrators, limits.
 * Accounts: {@code ann} (admin) and {@code bob}, both with the password {@code correct horse}. A
 * provider for the other way runs beside it on the next port; it believes everybody.
 *
 * <p>In dev mode, so that logins work without TLS on this machine.
 */
public final class Secured {
  private static final String PASSWORD = "correct horse";
  private static final String SECRET = "only for this machine";

  private Secured() {}

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}; {@code app.provider-port} for another port of the
   *     provider
   */
  public static void main(String[] args) {
    Config config = Config.builder().set("mode", "dev").load(args);
    int providerPort = config.app("provider-port").map(Integer::parseInt).orElse(config.port() + 1);
    String callback = "http://127.0.0.1:" + config.port() + "/oidc/callback";
    Covet provider =
        Covet.create(
            Config.builder().host("127.0.0.1").port(providerPort).set("signals", false).build());
    LocalProvider.create()
        .client("secured", SECRET, callback)
        .user("carol", Map.of("name", "Carol", "roles", List.of("admin")))
        .user("dave", Map.of("name", "Dave"))
        .install(provider);
    Covet app = Covet.create(config);
    declare(app, "http://127.0.0.1:" + providerPort, callback, BruteForceGuard.standard());
    app.start();
    provider.start();
  }

  static void declare(Covet app, String provider, String callback, BruteForceGuard guard) {
    Csrf csrf = Csrf.protection();
    FormLogin form = FormLogin.of(Logins.of(users()).guard(guard)).csrf(csrf);
    OidcLogin oidc = OidcLogin.of(provider, "secured", SECRET, callback).csrf(csrf);
    JwtIssuer tokens = JwtIssuer.create("https://secured.example", JwtAlgorithm.ES256);
    KeyRing keys = new KeyRing();
    Trail trail = new Trail();

    app.audit(trail);
    app.sessions(Sessions.inMemory());
    app.group(
        "",
        site -> {
          site.authenticate(form, oidc);
          form.install(site);
          oidc.install(site);
          new Pages(csrf, keys, tokens, trail).declare(site);
        });
    app.group("/api", api -> new Orders().declare(api, tokens, keys));
  }

  private static UserStore users() {
    Passwords passwords = Passwords.argon2id();
    return UserStore.inMemory(
        new User("ann", passwords.hash(PASSWORD), "admin"),
        new User("bob", passwords.hash(PASSWORD)));
  }
}
