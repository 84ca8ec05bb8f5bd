package dev.covet.jackson;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Reads numbers from numbers, not from texts like {@code "NaN"}, and only those that have a value:
 * a double is finite, and a decimal is none that would take megabytes to write out.
 */
final class NumbersOnly extends DelegatingDeserializer {
  /** What Jackson is told is wrong with one that has no value here. */
  static final String RANGE = "out of range";

  private static final int MOST_DIGITS = 400;

  private final Class<?> type;

  NumbersOnly(Class<?> type, ValueDeserializer<?> own) {
    super(own);
    this.type = type;
  }

  @Override
  protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> own) {
    return new NumbersOnly(type, own);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.currentToken().isNumeric()) {
      return context.handleUnexpectedToken(context.constructType(type), parser);
    }
    Object value = super.deserialize(parser, context);
    boolean sound =
        switch (value) {
          case Double number -> Double.isFinite(number);
          case Float number -> Float.isFinite(number);
          case BigDecimal number -> Math.abs((long) number.scale()) <= MOST_DIGITS;
          case null, default -> true;
        };
    return sound ? value : context.handleWeirdNumberValue(type, parser.getNumberValue(), RANGE);
  }
}
