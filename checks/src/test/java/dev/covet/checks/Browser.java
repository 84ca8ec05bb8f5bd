package dev.covet.checks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Headless Chromium, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private int calls;

  private Browser(Process process, String address, String url) throws Exception {
    this.process = process;
    String open = "http://" + address + "/json/new?" + url;
    String tab =
        http.send(
                HttpRequest.newBuilder(URI.create(open))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                BodyHandlers.ofString())
            .body();
    String target = JSON.readTree(tab).get("webSocketDebuggerUrl").asString();
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(target), new Answers())
            .get(20, TimeUnit.SECONDS);
  }

  static Browser open(Path folder, String url) throws Exception {
    Process process =
        new ProcessBuilder(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + folder.resolve("profile"),
                "about:blank")
            .redirectErrorStream(true)
            .start();
    try {
      return new Browser(process, address(process), url);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String address(Process process) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread.ofPlatform().daemon().start(() -> reader.lines().forEach(ignored -> {}));
        return listening.group(1);
      }
    }
    throw new IOException("chromium did not start:\n" + said);
  }

  /** The value of an expression, as text. */
  String evaluate(String expression) throws Exception {
    int id = ++calls;
    String call =
        JSON.writeValueAsString(
            java.util.Map.of(
                "id",
                id,
                "method",
                "Runtime.evaluate",
                "params",
                java.util.Map.of("expression", expression, "returnByValue", true)));
    socket.sendText(call, true).get(20, TimeUnit.SECONDS);
    for (JsonNode answer = poll(); ; answer = poll()) {
      if (answer.path("id").asInt(0) == id) {
        return answer.path("result").path("result").path("value").asString("");
      }
    }
  }

  void await(String condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> evaluate("String(" + condition + ")").equals("true"));
  }

  private JsonNode poll() throws Exception {
    JsonNode answer = answers.poll(20, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IOException("chromium does not answer");
    }
    return answer;
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    http.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        answers.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
