package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.http.Status;
import dev.covet.spi.RouteDescription.Result;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes what a route answers out of what its handler returns. */
final class ResultDescription {
  private static final MediaType ANY = MediaType.parse("*/*");
  private static final List<Class<?>> SEQUENCES =
      List.of(Stream.class, Iterator.class, Flow.Publisher.class);

  private Type type;
  private @Nullable AnnotatedType annotated;
  private boolean response;
  private boolean optional;
  private boolean nullable;
  private boolean events;

  private ResultDescription(Type returned, @Nullable AnnotatedType written) {
    type = returned;
    annotated = written;
    do {
      nullable |= isNullable(annotated);
    } while (takeOut());
  }

  /**
   * Describes.
   *
   * @param type what the handler returns, or null if that is not known
   * @param documented may hold the method whose result that is
   */
  static ResultDescription of(@Nullable Type type, List<AnnotatedElement> documented) {
    AnnotatedType annotated =
        documented.stream()
            .filter(Method.class::isInstance)
            .map(method -> ((Method) method).getAnnotatedReturnType())
            .filter(returned -> returned.getType().equals(type))
            .findFirst()
            .orElse(null);
    return new ResultDescription(type == null ? Object.class : type, annotated);
  }

  /** Whether 404 may stand for the result. */
  boolean optional() {
    return optional;
  }

  /**
   * What clients get, by what is known and by what the route says.
   *
   * @param declared the status that the method declares, or null
   * @param declaration for failures
   * @throws IllegalStateException if the type declares what is no status
   */
  Result result(RouteStatements statements, @Nullable Status declared, Declaration declaration) {
    RouteStatements.Told told = statements.result;
    Status stated = statements.status == null ? declared : statements.status;
    if (isNothing(told == null ? type : told.type())) {
      return new Result.Empty(Objects.requireNonNullElse(stated, Status.NO_CONTENT));
    }
    if (!ResultTypes.tells(type)) {
      return new Result.Open();
    }
    return new Result.Value(
        stated == null ? standardStatus(declaration) : stated,
        type,
        annotated,
        List.of(told != null && told.mediaType() != null ? told.mediaType() : mediaType()),
        nullable,
        statements.resultExample);
  }

  /** A response has one of its own, a class may have one. */
  private @Nullable Status standardStatus(Declaration declaration) {
    Class<?> raw = ResultType.raw(type);
    try {
      return response ? null : Objects.requireNonNullElse(ResultStatus.of(raw), Status.OK);
    } catch (IllegalArgumentException e) {
      throw declaration.wrong(raw, String.valueOf(e.getMessage()), "use 200 to 599");
    }
  }

  /** Goes one step inside, if this is a type whose values are taken apart. */
  private boolean takeOut() {
    Class<?> raw = ResultType.raw(type);
    if (type instanceof WildcardType wildcard) {
      inside(wildcard.getUpperBounds()[0]);
    } else if (Response.class == raw) {
      response = true;
      inside(TypeArguments.first(type, Response.class));
    } else if (Optional.class == raw) {
      optional = true;
      inside(TypeArguments.first(type, Optional.class));
    } else if (CompletionStage.class.isAssignableFrom(raw)) {
      inside(TypeArguments.first(type, CompletionStage.class));
    } else {
      sequence(raw);
      return false;
    }
    return true;
  }

  private void inside(Type inner) {
    AnnotatedType around = annotated;
    AnnotatedType[] parts =
        switch (around) {
          case AnnotatedParameterizedType generic -> generic.getAnnotatedActualTypeArguments();
          case AnnotatedWildcardType wildcard -> wildcard.getAnnotatedUpperBounds();
          case null, default -> new AnnotatedType[0];
        };
    type = inner;
    annotated = parts.length == 1 && parts[0].getType().equals(inner) ? parts[0] : null;
  }

  /** What is streamed element by element is an array, or a stream of events with data each. */
  private void sequence(Class<?> raw) {
    if (raw == Event.class) {
      events(type);
      return;
    }
    for (Class<?> sequence : SEQUENCES) {
      if (sequence.isAssignableFrom(raw)) {
        Type element = TypeArguments.first(type, sequence);
        if (ResultType.raw(element) == Event.class) {
          events(element);
          return;
        }
        type = ResultTypes.tells(element) ? GenericType.of(List.class, element) : List.class;
        annotated = null;
      }
    }
  }

  private void events(Type event) {
    events = true;
    type = TypeArguments.first(event, Event.class);
    annotated = null;
  }

  /** By the simple name, as everywhere. */
  private static boolean isNullable(@Nullable AnnotatedType type) {
    return type != null
        && Arrays.stream(type.getAnnotations())
            .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
  }

  private static boolean isNothing(Type type) {
    return type == void.class || type == Void.class;
  }

  private MediaType mediaType() {
    if (events) {
      return MediaType.EVENT_STREAM;
    }
    return type instanceof Class<?> plain && Path.class.isAssignableFrom(plain)
        ? ANY
        : RouteStatements.mediaTypeOf(type);
  }
}
