package dev.covet.openapi;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import dev.covet.spi.Nullness;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;

/** The members of objects, asked of the very serializers and deserializers that do the work. */
final class Members {
  private final JsonMapper mapper;

  Members(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** What is written for objects of a type, except what comes from within a member. */
  List<Member> written(Iterator<PropertyWriter> properties) {
    List<Member> members = new ArrayList<>();
    while (properties.hasNext()) {
      PropertyWriter property = properties.next();
      if (property instanceof BeanPropertyWriter w && w.isUnwrapping()) {
        continue;
      }
      AnnotatedMember at = property.getMember();
      boolean suppressed = property instanceof BeanPropertyWriter w && w.willSuppressNulls();
      boolean always = !suppressed && isAlwaysWritten(property);
      boolean nullable = !suppressed && mayBeNull(property.getType(), at, property.isRequired());
      members.add(member(property.getName(), property.getType(), at, always, nullable));
    }
    return members;
  }

  /** Whether members of one of these stand among the others. */
  static boolean isUnwrapped(Iterator<PropertyWriter> properties) {
    boolean unwrapped = false;
    while (properties.hasNext()) {
      unwrapped |= properties.next() instanceof BeanPropertyWriter w && w.isUnwrapping();
    }
    return unwrapped;
  }

  private boolean isAlwaysWritten(PropertyWriter property) {
    JsonInclude.Value inclusion =
        property.findPropertyInclusion(
            mapper.serializationConfig(), property.getType().getRawClass());
    JsonInclude.Include value = inclusion.getValueInclusion();
    return value == JsonInclude.Include.ALWAYS || value == JsonInclude.Include.USE_DEFAULTS;
  }

  private static boolean mayBeNull(JavaType type, AnnotatedMember at, boolean required) {
    if (type.isPrimitive()) {
      return false;
    }
    AnnotatedType declared = DeclaredPlace.type(at);
    if (declared != null && Nullness.admitsNull(declared) || isNullable(at)) {
      return true;
    }
    boolean known = at.getDeclaringClass().isRecord() || isMarked(at.getDeclaringClass());
    return !required && !known;
  }

  private static boolean isNullable(AnnotatedMember at) {
    return at.annotations().anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
  }

  /** Whether null is told where it may stand (JSpecify). */
  private static boolean isMarked(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      if (c.isAnnotationPresent(NullMarked.class)) {
        return true;
      }
    }
    return type.getPackage() != null && type.getPackage().isAnnotationPresent(NullMarked.class);
  }

  /** What is read of objects of a type. */
  List<Member> read(BeanDeserializerBase deserializer) {
    List<Member> members = new ArrayList<>();
    Iterator<SettableBeanProperty> properties = deserializer.properties();
    while (properties.hasNext()) {
      SettableBeanProperty property = properties.next();
      if (property.isIgnorable() || property.isInjectionOnly()) {
        continue;
      }
      boolean nullable =
          !property.getType().isPrimitive() && property.getMetadata().getValueNulls() != Nulls.FAIL;
      members.add(
          member(
              property.getName(),
              property.getType(),
              property.getMember(),
              property.isRequired(),
              nullable));
    }
    return members;
  }

  private static Member member(
      String name, JavaType type, AnnotatedMember at, boolean required, boolean nullable) {
    List<Annotation> annotations = DeclaredPlace.annotations(at);
    return new Member(
        name,
        type,
        DeclaredPlace.type(at),
        annotations,
        required,
        nullable,
        annotations.stream().anyMatch(Members::changesForm));
  }

  private static boolean changesForm(@Nullable Annotation annotation) {
    return switch (annotation) {
      case JsonSerialize s -> true;
      case JsonDeserialize d -> true;
      case JsonFormat f -> true;
      case null, default -> false;
    };
  }
}
