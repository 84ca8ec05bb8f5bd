package soak;

import dev.covet.Config;
import dev.covet.Covet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The process that is measured: the application in clear text and over TLS. It talks through its
 * standard streams with who has started it, and ends when that ends: {@code sample} is answered by
 * a line of readings, {@code stop} by the readings after both servers have stopped.
 */
final class SoakServer {
  static final String KEY_STORE = "key.p12";
  static final String PASSWORD = "soak-soak";

  private SoakServer() {}

  static void serve(Path folder, String transport) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    Path files = folder.resolve("files");
    Files.createDirectories(files);
    Files.writeString(files.resolve("small.txt"), "small file\n");
    byte[] large = new byte[1 << 20];
    Arrays.fill(large, (byte) 'f');
    Files.write(files.resolve("large.bin"), large);

    Covet clear = SoakApp.of(config(transport, "soak").build(), files).start();
    Covet tls =
        SoakApp.of(
                config(transport, "soak-tls")
                    .set("tls-cert", folder.resolve(KEY_STORE).toString())
                    .set("tls-key-password", PASSWORD)
                    .build(),
                files)
            .start();
    Readings readings = new Readings();
    out.println(clear.uris().getFirst().getPort() + " " + tls.uris().getFirst().getPort());
    out.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("stop")) {
        clear.stop();
        tls.stop();
      }
      out.println(readings.take());
      out.flush();
    }
    System.exit(0);
  }

  /** Short limits, so that each of them is met again and again. */
  private static Config.Builder config(String transport, String name) throws IOException {
    return Config.builder()
        .port(0)
        .transport(transport)
        .set("server", name)
        .set("signals", false)
        .set("access-log", "combined")
        .set("access-log-file", "/dev/null")
        .set("health-enabled", true)
        .set("compression", "zstd,br,gzip")
        .set("websocket-compression", "on")
        .set("head-timeout", "3s")
        .set("keepalive-timeout", "5s")
        .set("body-grace", "3s")
        .set("response-stall", "4s")
        .set("response-window", "4s")
        .set("tls-handshake-timeout", "3s")
        .set("request-timeout", "10s")
        .set("drain-timeout", "3s");
  }
}
