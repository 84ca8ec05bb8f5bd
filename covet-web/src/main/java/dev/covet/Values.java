package dev.covet;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what handlers return into responses; {@link Handler} says how. */
final class Values {
  private Values() {}

  static Response<?> toResponse(@Nullable Object value) throws Exception {
    return switch (value) {
      case null -> Response.noContent();
      case Response<?> response -> response;
      case String text -> Response.text(text);
      case byte[] bytes -> Response.bytes(bytes);
      case InputStream in -> Response.stream(in);
      case Path path -> Response.file(path);
      case Optional<?> optional -> toResponse(optional.orElseThrow(Values::empty));
      case CompletionStage<?> stage -> toResponse(await(stage));
      case Stream<?> stream -> array(stream.iterator(), stream);
      case Iterator<?> iterator -> array(iterator, closing(iterator));
      case Flow.Publisher<?> publisher -> {
        PublisherIterator elements = PublisherIterator.of(publisher);
        yield array(elements, elements);
      }
      default -> Response.json(value);
    };
  }

  private static HttpException empty() {
    return Failure.EMPTY_RESULT.because("there is nothing here");
  }

  private static Response<?> array(Iterator<?> elements, AutoCloseable source) {
    return Response.json(elements).withBody(JsonArrayBody.of(elements, source));
  }

  private static AutoCloseable closing(Iterator<?> iterator) {
    return iterator instanceof AutoCloseable closeable ? closeable : () -> {};
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
