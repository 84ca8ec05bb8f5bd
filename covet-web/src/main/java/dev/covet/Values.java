package dev.covet;

import dev.covet.http.Status;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what handlers return into responses; {@link Handler} says how. The class of a value decides
 * what is done with it, its declared type what is written of it.
 */
final class Values {
  private Values() {}

  static Response<?> toResponse(@Nullable Object value, ResultType declared) throws Exception {
    return switch (value) {
      case null -> Response.noContent();
      case Response<?> response -> response.writtenAs(declared.content());
      case Optional<?> optional ->
          toResponse(optional.orElseThrow(Values::empty), declared.content());
      case CompletionStage<?> stage -> toResponse(await(stage), declared.content());
      default -> {
        Status given = declared.status();
        Status status = given == null ? ResultStatus.of(value.getClass()) : given;
        Response<?> response = ofValue(value, declared);
        yield status == null ? response : response.status(status);
      }
    };
  }

  private static Response<?> ofValue(Object value, ResultType declared) {
    return switch (value) {
      case String text -> Response.text(text);
      case byte[] bytes -> Response.bytes(bytes);
      case InputStream in -> Response.stream(in);
      case Path path -> Response.file(path);
      default ->
          declared.holdsEvents()
              ? Response.sse(value, declared.content().content().type())
              : Response.json(value, declared);
    };
  }

  private static HttpException empty() {
    return Failure.EMPTY_RESULT.because("there is nothing here");
  }

  private static @Nullable Object await(CompletionStage<?> stage) throws Exception {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }
}
