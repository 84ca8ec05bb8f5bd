package dev.covet;

import dev.covet.http.JsonText;
import dev.covet.http.ListenAddress;
import dev.covet.spi.Application;
import dev.covet.spi.ServerObserver;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the admin listener serves: an application like any other, with routes below {@value #PATH}
 * that look at another one.
 *
 * @param application the routes
 * @param observer counts for them
 */
record Admin(Application application, ServerObserver observer) {
  private static final String PATH = "/_covet";

  /** Far more than the name of a logger and its level. */
  private static final String LARGEST_BODY = "4KiB";

  /**
   * The admin application, or null if it is not configured.
   *
   * @param app is looked at
   * @param served gives it assembled, once it is served
   */
  static @Nullable Admin of(Covet app, Supplier<Application> served) {
    Config config = app.config();
    ListenAddress address = config.adminAddress().orElse(null);
    if (address == null) {
      return null;
    }
    RouteCounts counts = new RouteCounts(served);
    Covet admin = Covet.create(settings(config, address));
    if (!config.adminToken().isEmpty()) {
      admin.authenticate(new AdminToken(config.adminToken()));
    }
    admin.audit(app.audit());
    declare(admin, app, new AdminViews(app, served, counts));
    return new Admin(admin.assemble(), counts);
  }

  /**
   * Its own settings. Pages of other sites can not reach it by a name that they have bound to its
   * address, and can not make browsers change anything here. Who has a token is no browser.
   */
  private static Config settings(Config config, ListenAddress address) {
    boolean open = config.adminToken().isEmpty();
    return Config.builder()
        .set("openapi", false)
        .set("docs", false)
        .set("signals", false)
        .set("max-body", LARGEST_BODY)
        .set("csrf-enabled", true)
        .set("allowed-hosts", open ? "localhost,*.localhost,127.0.0.1,[::1]" + own(address) : "*")
        .build();
  }

  private static String own(ListenAddress address) {
    return address instanceof ListenAddress.Tcp(String host, _)
        ? "," + (host.indexOf(':') < 0 ? host : "[" + host + "]")
        : "";
  }

  private static void declare(Covet admin, Covet app, AdminViews views) {
    admin.get(PATH, req -> Response.html(AdminPage.HTML).cacheControl("no-store"));
    admin.get(PATH + "/report", req -> json(views.report()));
    admin.get(PATH + "/routes", req -> json(views.routes()));
    admin.get(PATH + "/config", req -> json(views.config()));
    admin.get(PATH + "/connections", req -> json(views.connections()));
    admin.get(PATH + "/requests", req -> json(views.requests()));
    admin.get(PATH + "/threads", req -> json(views.threads()));
    admin.get(PATH + "/log-level", req -> json(levels()));
    admin.put(PATH + "/log-level", Admin::changeLevel);
    admin.post(PATH + "/reload", req -> reload(app));
    admin.post(PATH + "/drain", req -> drain(app));
    Health.declare(admin, PATH + "/health", app);
  }

  private static Response<?> json(Object value) {
    return json(200, value);
  }

  private static Response<?> json(int status, Object value) {
    return PlainJson.answer(dev.covet.http.Status.of(status), JsonText.of(value) + "\n");
  }

  private static void checkLogging() {
    String foreign = LogLevels.foreign();
    if (foreign != null) {
      throw new HttpException(
          501,
          "what is logged goes to "
              + foreign
              + ", which has levels of its own: they can not be read or changed here");
    }
  }

  private static Map<String, Object> levels() {
    checkLogging();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("levels", List.of(LogLevels.NAMES));
    all.put("loggers", LogLevels.all());
    return all;
  }

  private static Response<?> changeLevel(Request req) {
    checkLogging();
    String name = req.form("logger").asString();
    String level = req.form("level").asString();
    boolean inherited = level.equals("inherited");
    if (!inherited && !Arrays.asList(LogLevels.NAMES).contains(level)) {
      throw new HttpException(
          422, "level must be one of " + String.join(", ", LogLevels.NAMES) + "; or inherited");
    }
    String before = LogLevels.of(name);
    if (!LogLevels.set(name, inherited ? null : level)) {
      throw new HttpException(409, "levels of " + LogLevels.MOST + " loggers are set already");
    }
    String now = LogLevels.of(name);
    Log.WEB.log(
        System.Logger.Level.INFO,
        () -> "log level of '" + name + "' is " + now + ", was " + before);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("logger", name);
    told.put("level", now);
    told.put("before", before);
    return json(told);
  }

  private static Response<?> reload(Covet app) {
    try {
      Reload.Outcome outcome = app.reload();
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("changed", outcome.changed().stream().map(Admin::change).toList());
      told.put("restart", outcome.restart().stream().map(Admin::change).toList());
      told.put("done", outcome.done());
      return json(told);
    } catch (ConfigException e) {
      throw new HttpException(422, "nothing has changed: " + e.getMessage());
    }
  }

  private static Map<String, String> change(Reload.Change change) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("key", change.key());
    told.put("value", change.value());
    told.put("place", change.place());
    return told;
  }

  private static Response<?> drain(Covet app) {
    Signals.drain(app);
    return json(202, Map.of("draining", true));
  }
}
