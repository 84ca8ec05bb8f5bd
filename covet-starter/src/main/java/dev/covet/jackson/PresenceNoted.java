package dev.covet.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.util.AccessPattern;

/**
 * Notes where a value is missing, or null that must not be, or a single one of the wrong type, and
 * reads on; one for each place where a type is used.
 */
final class PresenceNoted extends DelegatingDeserializer {
  private final JavaType type;

  /** Where the values stand, or null if that is the root or not known yet. */
  private final @Nullable BeanProperty property;

  PresenceNoted(JavaType type, ValueDeserializer<?> own, @Nullable BeanProperty property) {
    super(own);
    this.type = type;
    this.property = property;
  }

  @Override
  protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> own) {
    return new PresenceNoted(type, own, property);
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty at) {
    ValueDeserializer<?> own = context.handleSecondaryContextualization(_delegatee, at, type);
    return new PresenceNoted(type, own, at);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.currentToken().isScalarValue()) {
      return super.deserialize(parser, context);
    }
    String here = Mistakes.here(parser);
    try {
      return super.deserialize(parser, context);
    } catch (MismatchedInputException | InputCoercionException | ValueInstantiationException e) {
      // Not every deserializer asks the handler; the parser still stands at its one token.
      Mistake mistake = Mistakes.of(e);
      if (mistake == null) {
        throw e;
      }
      Mistakes.add(context, new Mistake(here, mistake.message(), mistake.code()));
      return Mistakes.instead(type.getRawClass());
    }
  }

  @Override
  public AccessPattern getNullAccessPattern() {
    return AccessPattern.DYNAMIC;
  }

  @Override
  public @Nullable Object getNullValue(DeserializationContext context) {
    String here = Mistakes.here(context.getParser());
    // Jackson also asks for what stands for a value that was wrong
    boolean isNull = context.getParser().hasToken(JsonToken.VALUE_NULL);
    if (here.isEmpty() || !isNull || admitsNull()) {
      return super.getNullValue(context);
    }
    Mistakes.add(context, new Mistake(here, "must not be null", "null"));
    return Mistakes.instead(type.getRawClass());
  }

  private boolean admitsNull() {
    BeanProperty at = property;
    if (at == null) {
      return Presence.isOpen(type);
    }
    return isContent(at)
        ? Presence.contentsAdmitNull(at.getMember())
        : Presence.admitsNull(at.getMember()) && !type.isPrimitive();
  }

  /** Whether the values stand within what a member holds: its elements, say. */
  private boolean isContent(BeanProperty at) {
    // a List that is declared is read as an ArrayList
    return !at.getType().getRawClass().isAssignableFrom(type.getRawClass());
  }

  @Override
  public @Nullable Object getAbsentValue(DeserializationContext context) {
    BeanProperty at = property;
    if (at == null || isContent(at) || !isRequired(at, context)) {
      return super.getAbsentValue(context);
    }
    String name = at.getName().replace("~", "~0").replace("/", "~1");
    String here = Mistakes.here(context.getParser()) + "/" + name;
    Mistakes.add(context, new Mistake(here, "is missing", "missing"));
    return Mistakes.instead(type.getRawClass());
  }

  private static boolean isRequired(BeanProperty at, DeserializationContext context) {
    Boolean said =
        context.getAnnotationIntrospector().hasRequiredMarker(context.getConfig(), at.getMember());
    return said == null ? Presence.isRequired(at.getMember()) : said;
  }
}
