package dev.covet;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a route says that it answers, put into what its handler is known to return. */
final class StatedResult {
  private static final List<Class<?>> HOLDERS =
      List.of(Response.class, Optional.class, CompletionStage.class);
  private static final List<Class<?>> SEQUENCES =
      List.of(Stream.class, Iterator.class, Flow.Publisher.class);

  private StatedResult() {}

  /**
   * The type of results: {@code Optional<Order>} if a route says Order and its handler returns some
   * Optional.
   *
   * @param told what the route says, or null
   * @param own what the handler is known to return, or null
   */
  static @Nullable Type of(RouteStatements.@Nullable Told told, @Nullable Type own) {
    return told == null || told.type() == void.class || told.type() == Void.class
        ? own
        : within(told.type(), own == null ? Object.class : own);
  }

  private static Type within(Type told, Type own) {
    if (isHolder(told)) {
      return told;
    }
    Class<?> raw = ResultType.raw(own);
    for (Class<?> holder : HOLDERS) {
      if (holder.isAssignableFrom(raw)) {
        return GenericType.of(holder, within(told, TypeArguments.first(own, holder)));
      }
    }
    for (Class<?> sequence : SEQUENCES) {
      if (sequence.isAssignableFrom(raw)) {
        return GenericType.of(sequence, element(told));
      }
    }
    return told instanceof Class<?> plain ? TextConversion.boxed(plain) : told;
  }

  private static boolean isHolder(Type told) {
    Class<?> raw = ResultType.raw(told);
    return Stream.concat(HOLDERS.stream(), SEQUENCES.stream())
        .anyMatch(holder -> holder.isAssignableFrom(raw));
  }

  /** What a route that says List means for a handler that returns a Stream. */
  private static Type element(Type told) {
    Class<?> raw = ResultType.raw(told);
    if (Collection.class.isAssignableFrom(raw)) {
      return TypeArguments.first(told, Collection.class);
    }
    if (told instanceof GenericArrayType array) {
      return array.getGenericComponentType();
    }
    return raw.isArray() ? raw.componentType() : told;
  }
}
