package dev.covet.password;

import dev.covet.AuditEvent;
import dev.covet.AuthenticationException;
import dev.covet.Authenticator;
import dev.covet.Csrf;
import dev.covet.Principal;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Route;
import dev.covet.Router;
import dev.covet.SecurityScheme;
import dev.covet.Session;
import dev.covet.http.Method;
import dev.covet.spi.SteadyClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers in that have logged in by a form. Needs sessions, declared before it, and its
 * routes:
 *
 * <pre>{@code
 * FormLogin login = FormLogin.of(logins);
 * app.sessions(Sessions.inMemory());
 * app.authenticate(login);
 * login.install(app);
 * }</pre>
 *
 * <p>A login gives the session another id and keeps the user's name in it. What the user may do is
 * read from the store again, at most 10 seconds old, so whoever is disabled is out then. Who is not
 * logged in is sent to the page and back; clients that want no HTML get 401. Safe for any thread; a
 * method that changes something returns new settings.
 */
public final class FormLogin implements Authenticator {
  private final Logins logins;
  private String page = "/login";
  private String logout = "/logout";
  private String welcome = "/";
  private String cookie = "__Host-session";
  private boolean ownPage;
  private Csrf csrf = Csrf.protection();
  private Duration reread = Duration.ofSeconds(10);
  private InstantSource clock = SteadyClock.get();
  private RecentUsers users;

  private FormLogin(Logins logins) {
    this.logins = logins;
    this.users = new RecentUsers(logins, reread, clock);
  }

  private FormLogin with(Consumer<FormLogin> change) {
    FormLogin changed = new FormLogin(logins);
    changed.page = page;
    changed.logout = logout;
    changed.welcome = welcome;
    changed.cookie = cookie;
    changed.ownPage = ownPage;
    changed.csrf = csrf;
    changed.reread = reread;
    changed.clock = clock;
    change.accept(changed);
    changed.users = new RecentUsers(logins, changed.reread, changed.clock);
    return changed;
  }

  /**
   * {@return form login for some users}
   *
   * @param logins checks names and passwords
   */
  public static FormLogin of(Logins logins) {
    return new FormLogin(logins);
  }

  /**
   * {@return the same with another path of the page and its form, by default {@code /login}}
   *
   * @param path as browsers see it
   * @throws IllegalArgumentException if it is no path of this site
   */
  public FormLogin page(String path) {
    return with(changed -> changed.page = local(path));
  }

  /**
   * {@return the same without a page: the application answers {@code GET /login} itself} Its form
   * posts {@code username}, {@code password}, {@code _csrf} ({@link Csrf#token}) and the {@code
   * next} that the page was asked with; {@code failed} stands in the query if it is shown again.
   */
  public FormLogin ownPage() {
    return with(changed -> changed.ownPage = true);
  }

  /**
   * {@return the same with another path to log out by POST, by default {@code /logout}}
   *
   * @param path as browsers see it
   * @throws IllegalArgumentException if it is no path of this site
   */
  public FormLogin logout(String path) {
    return with(changed -> changed.logout = local(path));
  }

  /**
   * {@return the same with another place to go after login and logout where nothing else was asked,
   * by default {@code /}}
   *
   * @param path as browsers see it
   * @throws IllegalArgumentException if it is no path of this site
   */
  public FormLogin welcome(String path) {
    return with(changed -> changed.welcome = local(path));
  }

  private static String local(String path) {
    if (!Response.isLocalPath(path)) {
      throw new IllegalArgumentException("not a path of this site: '" + path + "'");
    }
    return path;
  }

  /**
   * {@return the same with another protection of its routes against forged requests} To be given
   * where the application has one with a key or trusted origins, so that both have the same tokens.
   *
   * @param protection in place of {@link Csrf#protection}
   */
  public FormLogin csrf(Csrf protection) {
    return with(changed -> changed.csrf = protection);
  }

  /**
   * {@return the same with another time after which the store is asked again for who is logged in}
   *
   * @param time zero to ask for each request, at most an hour
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public FormLogin reread(Duration time) {
    if (time.isNegative() || time.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("users are kept for no more than an hour, not " + time);
    }
    return with(changed -> changed.reread = time);
  }

  /**
   * {@return the same with another name of the sessions' cookie, for documents}
   *
   * @param name with its prefix
   */
  public FormLogin cookie(String name) {
    return with(changed -> changed.cookie = name);
  }

  /**
   * {@return the same with another clock, for tests}
   *
   * @param clock any thread asks it
   */
  public FormLogin clock(InstantSource clock) {
    return with(changed -> changed.clock = clock);
  }

  /**
   * Declares the routes: the page, its form, and the way out. They are open to everybody, and
   * protected against forged requests, whether the rest of the application is or not.
   *
   * @param router an application, or a group with sessions
   * @throws IllegalArgumentException if the group has a prefix
   */
  public void install(Router router) {
    install(router, route -> {});
  }

  /**
   * As {@link #install(Router)}, with settings of the route that takes the form, as a rate limit.
   *
   * @param router an application, or a group with sessions
   * @param settings for {@code POST /login}
   * @throws IllegalArgumentException if the group has a prefix
   */
  public void install(Router router, Consumer<Route> settings) {
    new LoginRoutes(logins, users, page, logout, welcome, ownPage, csrf).install(router, settings);
  }

  @Override
  public String name() {
    return LoginRoutes.SCHEME;
  }

  @Override
  public boolean needsSessions() {
    return true;
  }

  @Override
  public SecurityScheme scheme() {
    return SecurityScheme.cookieKey(cookie);
  }

  @Override
  public @Nullable Principal authenticate(Request request) throws Exception {
    Session session = request.session();
    String name = LoginRoutes.loggedIn(session);
    if (name == null) {
      return null;
    }
    User user = users.find(name);
    if (user != null && !user.disabled()) {
      return user.principal();
    }
    session.logout();
    request.audit(
        AuditEvent.Kind.REFUSED, name, name(), user == null ? "unknown user" : "disabled");
    return null;
  }

  @Override
  public String challenge(@Nullable AuthenticationException failure) {
    return LoginRoutes.challenge(page);
  }

  @Override
  public @Nullable Response<?> refuse(Request request) {
    boolean reads = request.method().equals(Method.GET) || request.method().equals(Method.HEAD);
    boolean isPage = request.path().equals(page); // not open to everybody, or it would be found
    if (!reads || isPage || !LoginRoutes.wantsPage(request)) {
      return null;
    }
    String query = request.rawQuery();
    String target = request.rawPath() + (query == null ? "" : "?" + query);
    return LoginRoutes.toPage(page, "?", LocalTarget.of(target, ""));
  }
}
