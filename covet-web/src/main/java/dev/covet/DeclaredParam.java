package dev.covet;

import org.jspecify.annotations.Nullable;

/**
 * What a route says about a parameter that its handler reads: {@code Param.query("limit",
 * Integer.class).or(20)}. Immutable. Requests without it are refused, as {@link Param} does, unless
 * it says otherwise.
 */
public final class DeclaredParam {
  private final ParamSource source;
  private final String name;
  private final Class<?> type;
  private final boolean required;
  private final boolean repeated;
  private final @Nullable String standard;
  private final boolean deprecated;
  private final String description;
  private final @Nullable String example;

  DeclaredParam(ParamSource source, String name, Class<?> type) {
    this(source, name, type, true, false, null, false, "", null);
  }

  private DeclaredParam(
      ParamSource source,
      String name,
      Class<?> type,
      boolean required,
      boolean repeated,
      @Nullable String standard,
      boolean deprecated,
      String description,
      @Nullable String example) {
    this.source = source;
    this.name = name;
    this.type = type;
    this.required = required;
    this.repeated = repeated;
    this.standard = standard;
    this.deprecated = deprecated;
    this.description = description;
    this.example = example;
  }

  /** {@return the same, but it may be absent} */
  public DeclaredParam optional() {
    return new DeclaredParam(
        source, name, type, false, repeated, standard, deprecated, description, example);
  }

  /**
   * {@return the same, but a value stands for it if it is absent}
   *
   * @param absent the value, or its text
   */
  public DeclaredParam or(Object absent) {
    String text = absent.toString();
    return new DeclaredParam(
        source, name, type, false, repeated, text, deprecated, description, example);
  }

  /** {@return the same, but any number of times, none included} */
  public DeclaredParam many() {
    return new DeclaredParam(
        source, name, type, false, true, standard, deprecated, description, example);
  }

  /** {@return the same, but clients should not send it any more} */
  public DeclaredParam deprecated() {
    return new DeclaredParam(
        source, name, type, required, repeated, standard, true, description, example);
  }

  /**
   * {@return the same with what it means}
   *
   * @param text Markdown
   */
  public DeclaredParam description(String text) {
    return new DeclaredParam(
        source, name, type, required, repeated, standard, deprecated, text, example);
  }

  /**
   * {@return the same with an example}
   *
   * @param value a value, or its text
   */
  public DeclaredParam example(Object value) {
    String text = value.toString();
    return new DeclaredParam(
        source, name, type, required, repeated, standard, deprecated, description, text);
  }

  // for the application layer itself

  ParamSource source() {
    return source;
  }

  String name() {
    return name;
  }

  Class<?> type() {
    return type;
  }

  boolean isRequired() {
    return required;
  }

  boolean isRepeated() {
    return repeated;
  }

  @Nullable String standard() {
    return standard;
  }

  boolean isDeprecated() {
    return deprecated;
  }

  String description() {
    return description;
  }

  @Nullable String example() {
    return example;
  }
}
