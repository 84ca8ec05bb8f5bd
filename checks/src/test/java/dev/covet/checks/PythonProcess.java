package dev.covet.checks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An ASGI application under uvicorn, on a free port. */
final class PythonProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("running on (http://[0-9.:]+)");

  private final Process process;
  private final String url;

  private PythonProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one.
   *
   * @param python of the environment that has uvicorn
   * @param folder where the application is
   * @param app module and name
   */
  static PythonProcess uvicorn(Path python, String folder, String app) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            python.toAbsolutePath().normalize().toString(),
            "-m",
            "uvicorn",
            app,
            "--port",
            "0",
            "--no-access-log");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.directory(Path.of(folder).toFile()).redirectErrorStream(true).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        Thread.ofPlatform().daemon().start(() -> output.lines().forEach(more -> {}));
        return new PythonProcess(process, ready.group(1));
      }
    }
    throw new IOException("did not start:\n" + said);
  }

  String url(String path) {
    return url + path;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
