package dev.covet.jackson;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.ReferenceType;

/** Puts {@link PresenceNoted} around whatever is read. */
final class Noting extends ValueDeserializerModifier {
  private static final long serialVersionUID = 1L;

  private static ValueDeserializer<?> noting(JavaType type, ValueDeserializer<?> own) {
    return new PresenceNoted(type, own, null);
  }

  @Override
  public ValueDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription.Supplier described, ValueDeserializer<?> own) {
    return noting(described.getType(), own);
  }

  @Override
  public ValueDeserializer<?> modifyEnumDeserializer(
      DeserializationConfig config,
      JavaType type,
      BeanDescription.Supplier described,
      ValueDeserializer<?> own) {
    return noting(type, own);
  }

  @Override
  public ValueDeserializer<?> modifyReferenceDeserializer(
      DeserializationConfig config,
      ReferenceType type,
      BeanDescription.Supplier described,
      ValueDeserializer<?> own) {
    return noting(type, own);
  }

  @Override
  public ValueDeserializer<?> modifyArrayDeserializer(
      DeserializationConfig config,
      ArrayType type,
      BeanDescription.Supplier described,
      ValueDeserializer<?> own) {
    return noting(type, own);
  }

  @Override
  public ValueDeserializer<?> modifyCollectionDeserializer(
      DeserializationConfig config,
      CollectionType type,
      BeanDescription.Supplier described,
      ValueDeserializer<?> own) {
    return noting(type, own);
  }

  @Override
  public ValueDeserializer<?> modifyMapDeserializer(
      DeserializationConfig config,
      MapType type,
      BeanDescription.Supplier described,
      ValueDeserializer<?> own) {
    return noting(type, own);
  }
}
