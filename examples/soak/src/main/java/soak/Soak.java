package soak;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Loads a server for a time, honestly and not, and measures whether it keeps anything: {@code
 * ./covet soak}. The server is a process of its own, this program with {@code serve}.
 */
public final class Soak {
  private Soak() {}

  /**
   * Runs until the time is over; the exit code is 1 if something is not as it should be.
   *
   * @param args {@code FOLDER SECONDS EVERY TRANSPORT COMMIT}: where samples are kept and
   *     continued, the whole time, the time between two samples, how sockets are driven, and what
   *     is measured; or {@code serve FOLDER TRANSPORT}
   * @throws Exception if there is no server, or the folder can not be written
   */
  public static void main(String[] args) throws Exception {
    if (args[0].equals("serve")) {
      SoakServer.serve(Path.of(args[1]), args[2]);
      return;
    }
    Run run =
        new Run(
            Path.of(args[0]),
            Duration.ofSeconds(Long.parseLong(args[1])),
            Duration.ofSeconds(Long.parseLong(args[2])),
            args[3],
            args[4]);
    System.exit(run.run() ? 0 : 1);
  }
}
