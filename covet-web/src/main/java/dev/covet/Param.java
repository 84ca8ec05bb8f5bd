package dev.covet;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a request, from its path, query, header fields, cookies or form, perhaps absent.
 * Immutable.
 *
 * <p>Reading one that is absent without a default, or one that is malformed, throws an {@link
 * HttpException} that names it: 422, or 404 for a parameter of the path.
 */
public final class Param {
  private final ParamSource source;
  private final String name;
  private final List<String> values;
  private final TextConversion conversion;

  Param(ParamSource source, String name, List<String> values, TextConversion conversion) {
    this.conversion = conversion;
    this.source = source;
    this.name = name;
    this.values = values;
  }

  /**
   * {@return what a route says about a parameter of its path}
   *
   * @param name its name in the pattern
   * @param type what it becomes
   */
  public static DeclaredParam path(String name, Class<?> type) {
    return new DeclaredParam(ParamSource.PATH, name, type);
  }

  /**
   * {@return what a route says about a parameter of the query}
   *
   * @param name its name
   * @param type what it becomes
   */
  public static DeclaredParam query(String name, Class<?> type) {
    return new DeclaredParam(ParamSource.QUERY, name, type);
  }

  /**
   * {@return what a route says about a header field}
   *
   * @param name its name
   * @param type what it becomes
   */
  public static DeclaredParam header(String name, Class<?> type) {
    return new DeclaredParam(ParamSource.HEADER, name, type);
  }

  /**
   * {@return what a route says about a cookie}
   *
   * @param name its name
   * @param type what it becomes
   */
  public static DeclaredParam cookie(String name, Class<?> type) {
    return new DeclaredParam(ParamSource.COOKIE, name, type);
  }

  /**
   * {@return what a route says about a parameter of a form}
   *
   * @param name its name
   * @param type what it becomes
   */
  public static DeclaredParam form(String name, Class<?> type) {
    return new DeclaredParam(ParamSource.FORM, name, type);
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return whether the parameter is there, perhaps with an empty value} */
  public boolean isPresent() {
    return !values.isEmpty();
  }

  /**
   * {@return the first value}
   *
   * @throws HttpException if it is absent
   */
  public String asString() {
    if (values.isEmpty()) {
      throw failure(Rejection.missing(source, name), null);
    }
    return values.getFirst();
  }

  /**
   * {@return the first value as a whole number of 32 bits}
   *
   * @throws HttpException if it is absent or malformed
   */
  public int asInt() {
    return as(Integer.class);
  }

  /**
   * {@return the first value as a whole number of 64 bits}
   *
   * @throws HttpException if it is absent or malformed
   */
  public long asLong() {
    return as(Long.class);
  }

  /**
   * {@return the first value as a finite decimal number}
   *
   * @throws HttpException if it is absent or malformed
   */
  public double asDouble() {
    return as(Double.class);
  }

  /**
   * {@return the first value as {@code true} or {@code false}}
   *
   * @throws HttpException if it is absent or malformed
   */
  public boolean asBoolean() {
    return as(Boolean.class);
  }

  /**
   * {@return the first value as another type}
   *
   * @param type String, a number or its wrapper, Boolean, Character, BigDecimal, BigInteger, UUID,
   *     URI, an enum, or a type of java.time, as ISO 8601 writes it
   * @param <T> the type
   * @throws HttpException if it is absent or malformed
   * @throws IllegalArgumentException if there is no such conversion
   */
  public <T> T as(Class<T> type) {
    return convert(asString(), type);
  }

  /**
   * {@return the first value, or a default if it is absent}
   *
   * @param absent the default
   */
  public String or(String absent) {
    return values.isEmpty() ? absent : values.getFirst();
  }

  /**
   * {@return the first value, or a default if it is absent}
   *
   * @param absent the default
   * @throws HttpException if it is there but malformed
   */
  public int or(int absent) {
    return values.isEmpty() ? absent : asInt();
  }

  /**
   * {@return the first value, or a default if it is absent}
   *
   * @param absent the default
   * @throws HttpException if it is there but malformed
   */
  public long or(long absent) {
    return values.isEmpty() ? absent : asLong();
  }

  /**
   * {@return the first value, or a default if it is absent}
   *
   * @param absent the default
   * @throws HttpException if it is there but malformed
   */
  public double or(double absent) {
    return values.isEmpty() ? absent : asDouble();
  }

  /**
   * {@return the first value, or a default if it is absent}
   *
   * @param absent the default
   * @throws HttpException if it is there but malformed
   */
  public boolean or(boolean absent) {
    return values.isEmpty() ? absent : asBoolean();
  }

  /** {@return the first value, or empty if it is absent} */
  public Optional<String> optional() {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /**
   * {@return the first value as another type, or empty if it is absent}
   *
   * @param type as for {@link #as(Class)}
   * @param <T> the type
   * @throws HttpException if it is there but malformed
   * @throws IllegalArgumentException if there is no such conversion
   */
  public <T> Optional<T> optional(Class<T> type) {
    return values.isEmpty() ? Optional.empty() : Optional.of(as(type));
  }

  /** {@return all values in order, unmodifiable, empty if it is absent} */
  public List<String> list() {
    return values;
  }

  /**
   * {@return all values as another type, in order, unmodifiable}
   *
   * @param type as for {@link #as(Class)}
   * @param <T> the type
   * @throws HttpException if one of them is malformed
   * @throws IllegalArgumentException if there is no such conversion
   */
  public <T> List<T> list(Class<T> type) {
    return values.stream().map(value -> convert(value, type)).toList();
  }

  private <T> T convert(String value, Class<T> type) {
    try {
      return conversion.convert(value, type);
    } catch (TextConversion.Malformed e) {
      throw failure(Rejection.malformed(source, name, value, String.valueOf(e.getMessage())), e);
    }
  }

  private static HttpException failure(Rejection rejection, @Nullable Throwable cause) {
    Rejections rejections = new Rejections();
    rejections.add(rejection, cause);
    return rejections.toException();
  }

  /** {@return name and values, for people} */
  @Override
  public String toString() {
    return name + "=" + values;
  }
}
