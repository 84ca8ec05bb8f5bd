package dev.covet;

import dev.covet.CheckedHealth.Outcome;
import dev.covet.http.JsonText;
import dev.covet.http.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What load balancers and orchestrators ask: whether the process lives, has started, and should be
 * sent requests. Safe for any thread.
 */
final class Health {
  /**
   * An answer.
   *
   * @param checks outcomes by name
   */
  record Told(boolean up, Map<String, Object> checks) {
    Response<?> response() {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("status", up ? "up" : "down");
      if (!checks.isEmpty()) {
        body.put("checks", checks);
      }
      return PlainJson.answer(up ? Status.OK : Status.SERVICE_UNAVAILABLE, JsonText.of(body));
    }
  }

  private final List<CheckedHealth> checks;
  private final BooleanSupplier ready;

  /**
   * The health of an application.
   *
   * @param ready whether it has started and neither stops nor is stuck
   */
  Health(List<HealthCheck> checks, BooleanSupplier ready, LongSupplier nanos) {
    this.checks = checks.stream().map(check -> new CheckedHealth(check, nanos)).toList();
    this.ready = ready;
  }

  /** The routes, as configured. */
  static List<Route> routes(Config config, Covet app) {
    if (!config.health()) {
      return List.of();
    }
    Covet declared = Covet.create(config);
    declare(declared, config.healthPath(), app);
    return List.copyOf(declared.routes());
  }

  /** Declares the routes at a path of an application that may be another one. */
  static void declare(Covet declared, String path, Covet app) {
    Health health = new Health(app.healthChecks(), app::ready, System::nanoTime);
    // Who asks has no credentials, and learns names and statuses alone.
    Stream.of(
            declared.get(path, req -> health.readiness().response()),
            declared.get(path + "/ready", req -> health.readiness().response()),
            declared.get(path + "/live", req -> health.liveness().response()),
            declared.get(path + "/started", req -> health.started().response()))
        .forEach(route -> route.anonymous().hidden().essential());
  }

  Told readiness() throws InterruptedException {
    Map<String, Object> told = new LinkedHashMap<>();
    boolean up = asked(check -> true, told);
    return new Told(up && ready.getAsBoolean(), told);
  }

  Told liveness() throws InterruptedException {
    Map<String, Object> told = new LinkedHashMap<>();
    boolean up = asked(HealthCheck::isLiveness, told);
    return new Told(up, told);
  }

  /** It answers, so its start hooks have run and its listener is open. */
  Told started() {
    return new Told(true, Map.of());
  }

  private boolean asked(Predicate<HealthCheck> which, Map<String, Object> told)
      throws InterruptedException {
    List<CheckedHealth> asked = checks.stream().filter(one -> which.test(one.check())).toList();
    asked.forEach(CheckedHealth::start);
    boolean up = true;
    for (CheckedHealth one : asked) {
      Outcome outcome = one.outcome();
      told.put(one.check().name(), outcome.name().toLowerCase(Locale.ROOT));
      up &= outcome == Outcome.UP || !one.check().isNeeded();
    }
    return up;
  }
}
