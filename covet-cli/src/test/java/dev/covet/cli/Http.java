package dev.covet.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A browser or a program, as far as a server can tell. */
final class Http implements AutoCloseable {
  static final String[] BROWSER = {
    "Accept", "text/html,application/xhtml+xml,*/*;q=0.8", "Sec-Fetch-Dest", "document"
  };
  static final String[] PROGRAM = {"Accept", "*/*"};

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  Http(int port) {
    base = "http://127.0.0.1:" + port;
  }

  HttpResponse<String> get(String path, String... fields) throws IOException, InterruptedException {
    return client.send(request(path, fields), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> ask(String path) {
    return client.sendAsync(request(path, PROGRAM), BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    return (fields.length == 0 ? request : request.headers(fields)).build();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
