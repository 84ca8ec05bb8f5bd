package dev.covet.spi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One call to another server, with limits: for documents that are got now and then, as keys and
 * metadata of an issuer. No redirects. Its client, with its threads, lives no longer than the call.
 * To be made by {@link OffLoop#call}. Immutable; safe for any thread.
 *
 * @param timeout for the whole answer: servers that drip are cut, too
 * @param most bytes of its body
 */
public record OutsideCall(Duration timeout, int most) {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * An answer.
   *
   * @param status its code
   * @param body whole
   */
  public record Answer(int status, byte[] body) {}

  /**
   * {@return the URI, that can be trusted to lead where it says}
   *
   * @param uri {@code https}, or {@code http} to this machine alone
   * @throws IllegalArgumentException if others could change on the way what it answers
   */
  public static URI checked(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "not the URL of a server, without user and fragment: " + uri);
    }
    boolean safe =
        "https".equalsIgnoreCase(uri.getScheme())
            || ("http".equalsIgnoreCase(uri.getScheme()) && isHere(uri));
    if (!safe) {
      throw new IllegalArgumentException(uri + ": needs https; http is only for this machine");
    }
    return uri;
  }

  /**
   * {@return whether a URI is of this machine, by a name or address that can be of no other}
   *
   * @param uri any
   */
  public static boolean isHere(URI uri) {
    String host = uri.getHost();
    return host != null && THIS_MACHINE.contains(host);
  }

  /**
   * {@return the answer, of any status}
   *
   * @param request to a URI that is {@link #checked}
   * @throws IOException if there is none in time, or a longer one
   * @throws InterruptedException if the thread is interrupted
   */
  public Answer send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      try {
        HttpResponse<byte[]> response =
            client
                .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), most))
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return new Answer(response.statusCode(), response.body());
      } catch (ExecutionException e) {
        throw new IOException(String.valueOf(e.getCause()), e);
      } catch (TimeoutException e) {
        throw new HttpTimeoutException("no whole answer in " + timeout);
      } finally {
        client.shutdownNow();
      }
    }
  }

  /**
   * {@return the body of a 200}
   *
   * @param uri a {@link #checked} one of a JSON document
   * @throws IOException if it answers otherwise, or as {@link #send}
   * @throws InterruptedException if the thread is interrupted
   */
  public byte[] get(URI uri) throws IOException, InterruptedException {
    Answer answer = send(HttpRequest.newBuilder(uri).header("Accept", "application/json").build());
    if (answer.status() != 200) {
      throw new IOException("answered " + answer.status());
    }
    return answer.body();
  }
}
