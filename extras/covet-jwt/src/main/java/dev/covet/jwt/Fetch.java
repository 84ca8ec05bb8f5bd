package dev.covet.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One GET with limits. Its client, with its threads, lives no longer. */
final class Fetch {
  private static final int MOST = 512 * 1024;

  private Fetch() {}

  /**
   * {@return the body of a 200}
   *
   * @param timeout for all of it: servers that drip are cut, too
   */
  static byte[] get(URI uri, Duration timeout) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "application/json").build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      try {
        HttpResponse<byte[]> response =
            client
                .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST))
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (response.statusCode() != 200) {
          throw new IOException("answered " + response.statusCode());
        }
        return response.body();
      } catch (ExecutionException e) {
        throw new IOException(String.valueOf(e.getCause()), e);
      } catch (TimeoutException e) {
        throw new HttpTimeoutException("no whole answer in " + timeout);
      } finally {
        client.shutdownNow();
      }
    }
  }
}
