package dev.covet.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Month;
import java.time.Year;
import java.time.temporal.ChronoField;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Reads whole numbers by their value: {@code 1.0} is one, because JSON knows only numbers, and some
 * clients write all of them with a fraction. {@code 1.5} is none.
 */
final class WholeNumbers extends DelegatingDeserializer {
  private static final int MOST_DIGITS = 400;

  private final Class<?> type;

  WholeNumbers(Class<?> type, ValueDeserializer<?> own) {
    super(own);
    this.type = type;
  }

  @Override
  protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> own) {
    return new WholeNumbers(type, own);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.currentToken().isNumeric()) {
      // Jackson's own refusal of texts ends a reading
      return context.handleUnexpectedToken(context.constructType(type), parser);
    }
    // Jackson takes bytes without a sign, too
    boolean own = type != byte.class && type != Byte.class;
    return parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)
            || !own && parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        ? whole(parser, context)
        : super.deserialize(parser, context);
  }

  private @Nullable Object whole(JsonParser parser, DeserializationContext context) {
    BigDecimal value = parser.getDecimalValue().stripTrailingZeros();
    if (value.scale() > 0) {
      JavaType wanted = context.constructType(type);
      return context.handleUnexpectedToken(wanted, parser);
    }
    // an exponent may stand for megabytes of digits
    Object number = (long) value.precision() - value.scale() <= MOST_DIGITS ? of(value) : null;
    return number == null
        ? context.handleWeirdNumberValue(type, parser.getNumberValue(), NumbersOnly.RANGE)
        : number;
  }

  /** The number, or null if it does not fit. */
  private @Nullable Object of(BigDecimal value) {
    BigInteger whole = value.toBigIntegerExact();
    if (type == BigInteger.class) {
      return whole;
    }
    int bits = whole.bitLength();
    return switch (type.getName()) {
      case "int", "java.lang.Integer" -> bits < Integer.SIZE ? whole.intValue() : null;
      case "short", "java.lang.Short" -> bits < Short.SIZE ? whole.shortValue() : null;
      case "byte", "java.lang.Byte" -> bits < Byte.SIZE ? whole.byteValue() : null;
      case "java.util.OptionalInt" -> bits < Integer.SIZE ? OptionalInt.of(whole.intValue()) : null;
      case "java.util.OptionalLong" -> bits < Long.SIZE ? OptionalLong.of(whole.longValue()) : null;
      case "java.time.Year" -> isIn(ChronoField.YEAR, whole) ? Year.of(whole.intValue()) : null;
      case "java.time.Month" ->
          isIn(ChronoField.MONTH_OF_YEAR, whole) ? Month.of(whole.intValue()) : null;
      default -> bits < Long.SIZE ? whole.longValue() : null;
    };
  }

  private static boolean isIn(ChronoField field, BigInteger value) {
    return value.bitLength() < Long.SIZE && field.range().isValidValue(value.longValue());
  }
}
