package dev.covet.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Month;
import java.time.Year;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.ext.jdk8.OptionalIntDeserializer;
import tools.jackson.databind.ext.jdk8.OptionalLongDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.LogicalType;

/** Has each simple type read from the one notation in which it is written. */
final class OneNotation extends ValueDeserializerModifier {
  private static final long serialVersionUID = 1L;

  private static final Set<Class<?>> NUMBERS =
      Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

  private static final Set<Class<?>> WHOLE =
      Set.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          short.class,
          Short.class,
          byte.class,
          Byte.class,
          BigInteger.class);

  private static final Set<LogicalType> TEXTS =
      Set.of(LogicalType.DateTime, LogicalType.OtherScalar, LogicalType.Binary);

  @Override
  public ValueDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription.Supplier described, ValueDeserializer<?> own) {
    Class<?> type = described.getBeanClass();
    if (NUMBERS.contains(type)) {
      return new NumbersOnly(type, own);
    }
    if (type == Year.class) {
      return new WholeNumbers(type, new NumbersOnly(type, own));
    }
    if (WHOLE.contains(type)) {
      return new WholeNumbers(type, own);
    }
    LogicalType kind = own.logicalType();
    boolean text = kind != null && TEXTS.contains(kind) && type.getName().startsWith("java.");
    return text ? new TextOnly(type, own) : own;
  }

  @Override
  public ValueDeserializer<?> modifyEnumDeserializer(
      DeserializationConfig config,
      JavaType type,
      BeanDescription.Supplier described,
      ValueDeserializer<?> own) {
    return type.hasRawClass(Month.class)
        ? new WholeNumbers(Month.class, new NumbersOnly(Month.class, own))
        : own;
  }

  @Override
  public ValueDeserializer<?> modifyArrayDeserializer(
      DeserializationConfig config,
      ArrayType type,
      BeanDescription.Supplier described,
      ValueDeserializer<?> own) {
    return isText(type) ? new TextOnly(type.getRawClass(), own) : own;
  }

  private static boolean isText(JavaType array) {
    return array.getRawClass() == byte[].class || array.getRawClass() == char[].class;
  }

  /** Jackson asks no modifier about these two. */
  static void addOptionals(SimpleModule module) {
    add(module, OptionalInt.class, new OptionalIntDeserializer());
    add(module, OptionalLong.class, new OptionalLongDeserializer());
  }

  @SuppressWarnings("unchecked") // it makes values of just this class
  private static <T> void add(SimpleModule module, Class<T> type, ValueDeserializer<T> own) {
    ValueDeserializer<?> whole = new WholeNumbers(type, own);
    module.addDeserializer(type, (ValueDeserializer<T>) whole);
  }
}
