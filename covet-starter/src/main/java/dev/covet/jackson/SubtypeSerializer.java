package dev.covet.jackson;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.util.NameTransformer;

/**
 * Writes a value as its class has it. A sealed type stands for what it permits: a subclass of that
 * is written as what is permitted.
 */
final class SubtypeSerializer extends ValueSerializer<Object> {
  private final JavaType declared;
  private final ValueSerializer<Object> own;
  private final @Nullable BeanProperty property;
  private final @Nullable NameTransformer unwrapping;

  /** Classes that are written; as many as the application has. */
  private final ConcurrentHashMap<Class<?>, ValueSerializer<Object>> known =
      new ConcurrentHashMap<>();

  /**
   * A serializer.
   *
   * @param declared the type in whose place the values stand
   * @param own writes values of just this class
   * @param property where they stand, if that is known
   * @param unwrapping changes the names of members that are written among those around, if they are
   */
  @SuppressWarnings("unchecked") // only called with instances of its type
  SubtypeSerializer(
      JavaType declared,
      ValueSerializer<?> own,
      @Nullable BeanProperty property,
      @Nullable NameTransformer unwrapping) {
    this.declared = declared;
    this.own = (ValueSerializer<Object>) own;
    this.property = property;
    this.unwrapping = unwrapping;
  }

  @Override
  public void resolve(SerializationContext context) {
    own.resolve(context);
  }

  @Override
  public ValueSerializer<?> createContextual(
      SerializationContext context, @Nullable BeanProperty at) {
    return new SubtypeSerializer(
        declared, context.handlePrimaryContextualization(own, at), at, unwrapping);
  }

  @Override
  public ValueSerializer<Object> unwrappingSerializer(NameTransformer names) {
    return new SubtypeSerializer(declared, own.unwrappingSerializer(names), property, names);
  }

  @Override
  public boolean isUnwrappingSerializer() {
    return unwrapping != null;
  }

  @Override
  public void serialize(Object value, JsonGenerator out, SerializationContext context) {
    find(value, context).serialize(value, out, context);
  }

  @Override
  public void serializeWithType(
      Object value, JsonGenerator out, SerializationContext context, TypeSerializer types) {
    find(value, context).serializeWithType(value, out, context, types);
  }

  @Override
  public boolean isEmpty(SerializationContext context, @Nullable Object value) {
    return value == null || find(value, context).isEmpty(context, value);
  }

  @Override
  public Iterator<PropertyWriter> properties() {
    return own.properties();
  }

  private ValueSerializer<Object> find(Object value, SerializationContext context) {
    Class<?> type = value.getClass();
    ValueSerializer<Object> found = known.get(type);
    if (found == null) {
      found = load(value, context);
      known.put(type, found);
    }
    return found;
  }

  private ValueSerializer<Object> load(Object value, SerializationContext context) {
    Class<?> type = permitted(declared.getRawClass(), value);
    if (type == declared.getRawClass()) {
      return own;
    }
    ValueSerializer<Object> found =
        context.findPrimaryPropertySerializer(
            context.constructSpecializedType(declared, type), property);
    return unwrapping == null ? found : found.unwrappingSerializer(unwrapping);
  }

  /** The nearest class above the value's that a sealed hierarchy names, else the value's own. */
  private static Class<?> permitted(Class<?> type, Object value) {
    if (!type.isSealed() || type == value.getClass()) {
      return value.getClass();
    }
    for (Class<?> below : type.getPermittedSubclasses()) {
      if (below.isInstance(value)) {
        return below.isSealed() ? permitted(below, value) : below;
      }
    }
    return type;
  }
}
