package dev.covet.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Modifier;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Says which declared types stand for whatever is found in their place; all others are written as
 * they are declared, so that nothing leaks that a subclass has added.
 */
final class DeclaredTypes extends ValueSerializerModifier {
  private static final long serialVersionUID = 1L;

  @Override
  public ValueSerializer<?> modifySerializer(
      SerializationConfig config, BeanDescription.Supplier described, ValueSerializer<?> own) {
    JavaType type = described.getType();
    return standsForOthers(type.getRawClass(), described)
        ? new SubtypeSerializer(type, own, null, null)
        : own;
  }

  private static boolean standsForOthers(Class<?> type, BeanDescription.Supplier described) {
    if (type.isPrimitive() || Modifier.isFinal(type.getModifiers())) {
      return false;
    }
    return type == Object.class
        || type.isSealed()
        || described.getClassAnnotations().get(JsonTypeInfo.class) != null
        || isAbstract(type) && (type.getName().startsWith("java.") || isSilent(described.get()));
  }

  private static boolean isAbstract(Class<?> type) {
    return Modifier.isAbstract(type.getModifiers());
  }

  /** A type without members says nothing about what is to be written. */
  private static boolean isSilent(BeanDescription described) {
    return described.findProperties().isEmpty()
        && described.findAnyGetter() == null
        && described.findJsonValueAccessor() == null;
  }
}
