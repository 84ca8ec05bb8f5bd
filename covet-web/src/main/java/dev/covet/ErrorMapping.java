package dev.covet;

import dev.covet.http.Accept;
import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.spi.Secrets;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever is thrown into a response: by the mappings of the application, nearest type first,
 * else by the rules of {@link HttpException} and {@link Failure}. Never throws.
 */
final class ErrorMapping {
  private static final int SHOWN_CAUSES = 6;
  private static final int SHOWN_FRAMES = 12;

  private final Map<Class<?>, ErrorHandler<?>> handlers;
  private final @Nullable ErrorMapping parent;
  private final boolean dev;

  ErrorMapping(
      Map<Class<?>, ErrorHandler<?>> handlers, @Nullable ErrorMapping parent, boolean dev) {
    this.handlers = Map.copyOf(handlers);
    this.parent = parent;
    this.dev = dev;
  }

  Response<?> respond(Throwable failure, Request request) {
    try {
      return answered(failure, request).withFailure(failure);
    } catch (IllegalStateException e) {
      if (!request.hasEnded()) {
        throw e;
      }
      // An orphan whose interrupt worked is as it should be; anything else is a bug that must not
      // get lost.
      Level level = failure instanceof InterruptedException ? Level.DEBUG : Level.ERROR;
      Log.WEB.log(level, "a request failed after its end", Secrets.loggable(failure));
      return Response.of(Failure.BUG.status()).withFailure(failure);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a failure can not be suppressed by itself
  private Response<?> answered(Throwable failure, Request request) {
    ErrorHandler<?> handler = find(failure.getClass());
    if (handler == null) {
      return standard(failure, request);
    }
    try {
      return call(handler, failure, request);
    } catch (Throwable second) {
      if (second != failure) {
        second.addSuppressed(failure);
      }
      return standard(second, request);
    }
  }

  private @Nullable ErrorHandler<?> find(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (ErrorMapping mapping = this; mapping != null; mapping = mapping.parent) {
        ErrorHandler<?> handler = mapping.handlers.get(at);
        if (handler != null) {
          return handler;
        }
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // found by the class of the failure or one above it
  private static Response<?> call(ErrorHandler<?> handler, Throwable failure, Request request)
      throws Exception {
    Response<?> response = ((ErrorHandler<Throwable>) handler).handle(failure, request);
    if (response == null) {
      throw new NullPointerException(
          "the error handler for " + failure.getClass().getName() + " returned null");
    }
    return response;
  }

  private Response<?> standard(Throwable failure, Request request) {
    HttpException answer = answer(failure, request);
    Problem problem =
        answer.problem().with("instance", request.path()).with("requestId", request.id());
    if (dev && answer.getCause() != null) {
      problem = problem.with("cause", trace(answer.getCause()));
    }
    Response<?> response = render(problem, request);
    for (int i = 0; i < answer.headers().size(); i++) {
      response = response.addHeader(answer.headers().name(i), answer.headers().value(i));
    }
    return response;
  }

  /** The failure as the client may see it, logged if it is ours. */
  private static HttpException answer(Throwable failure, Request request) {
    return switch (failure) {
      case HttpException expected -> {
        if (expected.status() == Status.INTERNAL_SERVER_ERROR
            || expected.getCause() != null && expected.status().code() >= 500) {
          log(expected, request);
        }
        yield expected;
      }
      case InterruptedException interrupted -> {
        Thread.currentThread().interrupt();
        yield Failure.INTERRUPTED.because("the request was interrupted", interrupted);
      }
      default -> {
        BodyReadException unread = unread(failure);
        if (unread != null) {
          Log.WEB.log(
              Level.DEBUG, () -> request + ": the body could not be read: " + unread.getMessage());
          yield Failure.UNREADABLE_BODY.because(String.valueOf(unread.getMessage()), unread);
        }
        log(failure, request);
        yield new HttpException(
            Failure.BUG.status(), Status.INTERNAL_SERVER_ERROR.reason(), failure);
      }
    };
  }

  private static @Nullable BodyReadException unread(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 8; depth++) {
      if (at instanceof BodyReadException unread) {
        return unread;
      }
      at = at.getCause();
    }
    return null;
  }

  private static void log(Throwable failure, Request request) {
    Log.WEB.log(
        Level.ERROR, request + " failed, request id " + request.id(), Secrets.loggable(failure));
  }

  private static Response<?> render(Problem problem, Request request) {
    return prefersHtml(request)
        ? Response.html(problem.toHtml()).status(problem.status())
        : Response.problem(problem);
  }

  /** Whether a failure is told as a page. */
  static boolean prefersHtml(Request request) {
    return Accept.parse(request.headerLines("Accept")).prefers(MediaType.HTML, MediaType.PROBLEM);
  }

  private static List<String> trace(Throwable cause) {
    List<String> lines = new ArrayList<>();
    Throwable at = cause;
    for (int depth = 0; at != null && depth < SHOWN_CAUSES; depth++) {
      lines.add((depth == 0 ? "" : "caused by ") + Secrets.hide(at.toString()));
      StackTraceElement[] frames = at.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, SHOWN_FRAMES); i++) {
        lines.add("  at " + frames[i]);
      }
      at = at.getCause();
    }
    return lines;
  }
}
