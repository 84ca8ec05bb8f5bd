package dev.covet.openapi;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Asks a mapper what does the work for a type. */
final class Jackson {
  private Jackson() {}

  /** What writes values of a type, or null if nothing can. */
  static @Nullable ValueSerializer<Object> serializer(JsonMapper mapper, JavaType type) {
    try {
      return mapper._serializationContext().findValueSerializer(type);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** What reads values of a type, or null if nothing can. */
  static @Nullable ValueDeserializer<Object> deserializer(JsonMapper mapper, JavaType type) {
    try {
      return mapper._deserializationContext().findContextualValueDeserializer(type, null);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** What writes which subtype a value is of, or null if nothing does. */
  static @Nullable TypeSerializer types(JsonMapper mapper, JavaType type) {
    return mapper._serializationContext().findTypeSerializer(type);
  }

  /** Whether the application has its own way to write a type, of which nothing is known. */
  static boolean isCustom(JsonMapper mapper, JavaType type) {
    ValueSerializer<Object> serializer = serializer(mapper, type);
    if (serializer == null) {
      return true;
    }
    String name = serializer.getClass().getName();
    return !name.startsWith("tools.jackson.") && !name.startsWith("dev.covet.jackson.");
  }
}
