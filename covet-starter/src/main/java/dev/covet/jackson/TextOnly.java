package dev.covet.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Reads dates, UUIDs, URIs and the like from text and from one notation only; Jackson also takes
 * numbers, arrays and other texts for them. What a member says by {@link JsonFormat} counts more.
 */
final class TextOnly extends DelegatingDeserializer {
  /** What tells the one notation from others that Jackson takes; it checks the rest. */
  private static final Map<Class<?>, Predicate<String>> NOTATIONS =
      Map.of(
          UUID.class, text -> text.length() == 36,
          byte[].class, text -> text.chars().allMatch(c -> c > ' '),
          LocalDate.class, text -> text.indexOf(':') < 0,
          LocalTime.class, text -> text.indexOf('-') < 0,
          LocalDateTime.class, text -> !text.endsWith("Z"),
          Instant.class, text -> text.indexOf(':') > 0,
          OffsetDateTime.class, text -> text.indexOf(':') > 0,
          ZonedDateTime.class, text -> text.indexOf(':') > 0);

  private final Class<?> type;
  private final Predicate<String> notation;

  TextOnly(Class<?> type, ValueDeserializer<?> own) {
    super(own);
    this.type = type;
    this.notation = NOTATIONS.getOrDefault(type, text -> true);
  }

  @Override
  protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> own) {
    return new TextOnly(type, own);
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    return property != null && isFormatted(context, property)
        ? _delegatee.createContextual(context, property)
        : super.createContextual(context, property);
  }

  private boolean isFormatted(DeserializationContext context, BeanProperty property) {
    JsonFormat.Value format = property.findPropertyFormat(context.getConfig(), type);
    return format.hasPattern() || format.hasShape();
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return context.handleUnexpectedToken(context.constructType(type), parser);
    }
    if (!notation.test(parser.getString())) {
      return context.handleWeirdStringValue(type, parser.getString(), "not the notation");
    }
    return super.deserialize(parser, context);
  }
}
