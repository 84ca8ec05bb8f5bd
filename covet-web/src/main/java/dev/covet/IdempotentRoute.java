package dev.covet;

import dev.covet.IdempotencyStore.Answer;
import dev.covet.IdempotencyStore.Operation;
import dev.covet.http.Status;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does each operation of a route once, however often it is asked for with one key. */
final class IdempotentRoute implements Middleware {
  /** Longer than any request is worked on that has not lost its process. */
  private static final Duration LEASE = Duration.ofMinutes(5);

  private static final int MOST_BYTES = 1 << 20;

  /** The operation was refused before it began, or the client may try again as it is. */
  private static final Set<Status> NOT_KEPT =
      Set.of(
          Status.UNAUTHORIZED,
          Status.FORBIDDEN,
          Status.REQUEST_TIMEOUT,
          Status.of(425),
          Status.TOO_MANY_REQUESTS);

  private final IdempotencyStore store;
  private final boolean required;
  private final Duration keep;
  private final Function<Request, String> client;

  IdempotentRoute(
      IdempotencyStore store, boolean required, Duration keep, Function<Request, String> client) {
    this.store = store;
    this.required = required;
    this.keep = keep;
    this.client = client;
  }

  @Override
  public Response<?> handle(Request request, Next next) throws InterruptedException {
    String given = IdempotencyKey.of(request);
    if (given == null) {
      if (required) {
        throw Failure.IDEMPOTENCY_KEY.because(
            "this operation needs an " + IdempotencyKey.FIELD + ", another one for each operation");
      }
      return next.handle(request);
    }
    // The body is read first, so that a slow upload keeps no key.
    String fingerprint = IdempotencyKey.fingerprint(request);
    String key =
        IdempotencyKey.hash(IdempotencyKey.text(client.apply(request)), IdempotencyKey.text(given));
    Operation before = begin(key, fingerprint);
    return before == null ? done(request, next, key, fingerprint) : again(before, fingerprint);
  }

  private @Nullable Operation begin(String key, String fingerprint) throws InterruptedException {
    try {
      return store.begin(key, fingerprint, LEASE);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new HttpException(
          Status.SERVICE_UNAVAILABLE, "whether this was done before can not be found out", e);
    }
  }

  private static Response<?> again(Operation before, String fingerprint) {
    if (!before.fingerprint().equals(fingerprint)) {
      throw Failure.REUSED_KEY.because(
          IdempotencyKey.FIELD + " was used for another request; use another key for each one");
    }
    Answer answer = before.answer();
    if (answer == null) {
      throw Failure.STILL_RUNNING
          .because("a request with this " + IdempotencyKey.FIELD + " is still being worked on")
          .header("Retry-After", "1");
    }
    return Response.of(answer.status())
        .withHeaders(answer.headers())
        .withBody(ByteBody.of(answer.body()));
  }

  private Response<?> done(Request request, Next next, String key, String fingerprint) {
    Answer answer = null;
    try {
      Response<?> response = next.handle(request);
      if (!mayBeKept(response)) {
        return response;
      }
      byte[] body = bytes(response.body());
      if (body.length <= MOST_BYTES) {
        answer = new Answer(response.status().code(), response.headers(), body);
      }
      return response.withBody(ByteBody.of(body));
    } finally {
      end(key, fingerprint, answer);
    }
  }

  private static boolean mayBeKept(Response<?> response) {
    return response.body().kind() != ResponseBody.Kind.STREAMED
        && response.status().code() < 500
        && !NOT_KEPT.contains(response.status());
  }

  private static byte[] bytes(ResponseBody body) {
    try {
      if (body.kind() != ResponseBody.Kind.BUFFERED) {
        return body.bytes();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      body.writeTo(out);
      return out.toByteArray();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the answer can not be written", e);
    } finally {
      body.close();
    }
  }

  /** The client gets its answer in any case, so what goes wrong here is only logged. */
  private void end(String key, String fingerprint, @Nullable Answer answer) {
    try {
      if (answer == null) {
        store.abandon(key);
      } else {
        store.complete(key, new Operation(fingerprint, answer), keep);
      }
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Log.WEB.log(Level.ERROR, "the end of an operation could not be kept", e);
    }
  }
}
