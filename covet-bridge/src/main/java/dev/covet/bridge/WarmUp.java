package dev.covet.bridge;

import dev.covet.Response;
import dev.covet.http.Headers;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;

/**
 * Loads, before the listener opens, what the first requests would load: a thread that loads a class
 * can not leave its carrier, and the mapper behind the JSON codec takes long to make. Calls no code
 * of the application.
 */
final class WarmUp {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");
  private static final List<Class<?>> FIRST_USED =
      List.of(
          RequestTask.class,
          RouteState.class,
          BodyStream.class,
          CurrentTask.class,
          LoopWatch.class,
          Lane.class);

  private WarmUp() {}

  /** Runs each kind of answer into memory. */
  static void run() {
    try {
      for (Class<?> type : FIRST_USED) {
        MethodHandles.lookup().ensureInitialized(type);
      }
      Chunk chunk = new Chunk();
      Problem.of(Status.INTERNAL_SERVER_ERROR, "warm-up").with("requestId", "0").toJson();
      Headers.of("Content-Type", "text/plain").with("X-Warm-Up", "1");
      Response.text("warm-up").body().bytes();
      Response.stream(out -> out.write(0)).body().writeTo(chunk);
      chunk.clear();
      Response.json(Map.of("warm", List.of("up", 1, true))).body().writeTo(chunk);
    } catch (Exception | LinkageError failure) {
      // No JSON codec, say: the application may not need one, and it will be told if it does.
      LOG.log(Level.DEBUG, "the warm-up did not reach its end", failure);
    }
  }
}
