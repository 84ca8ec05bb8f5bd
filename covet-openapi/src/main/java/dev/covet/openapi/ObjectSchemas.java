package dev.covet.openapi;

import dev.covet.Doc;
import dev.covet.MergePatch;
import dev.covet.http.Problem;
import dev.covet.spi.Nullness;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.PropertyWriter;

/** Schemas of the application's own types. */
final class ObjectSchemas {
  private final JsonMapper mapper;
  private final TypeSchemas types;
  private final Members members;
  private final Subtypes subtypes;

  ObjectSchemas(JsonMapper mapper, TypeSchemas types) {
    this.mapper = mapper;
    this.types = types;
    this.members = new Members(mapper);
    this.subtypes = new Subtypes(mapper, types);
  }

  /** The schema of a type where it is used: mostly a reference. */
  ObjectNode of(JavaType type, Direction direction) {
    if (type.hasRawClass(MergePatch.class)) {
      return types.reference(type, direction);
    }
    JavaType instead = replaced(type, direction);
    if (instead != null) {
      return types.of(instead, null, direction);
    }
    boolean known = subtypes.of(type, direction) != null || hasMembers(type, direction);
    return known ? types.reference(type, direction) : TypeSchemas.NODES.objectNode();
  }

  /** What stands in JSON for a value of a type that is only a coat around another, or null. */
  private @Nullable JavaType replaced(JavaType type, Direction direction) {
    if (direction == Direction.OUTPUT) {
      AnnotatedMember value = described(type).findJsonValueAccessor();
      return value == null ? null : value.getType();
    }
    if (Jackson.deserializer(mapper, type) instanceof BeanDeserializerBase bean) {
      ValueInstantiator made = bean.getValueInstantiator();
      if (made.canCreateUsingDelegate()) {
        return made.getDelegateType(mapper.deserializationConfig());
      }
      boolean whole = made.canCreateFromObjectWith() || made.canCreateUsingDefault();
      Class<?> scalar = whole ? null : scalar(made);
      return scalar == null ? null : mapper.constructType(scalar);
    }
    return null;
  }

  /** What a creator with one parameter takes, or null. */
  private static @Nullable Class<?> scalar(ValueInstantiator made) {
    if (made.canCreateFromString()) {
      return String.class;
    }
    if (made.canCreateFromLong()) {
      return long.class;
    }
    if (made.canCreateFromInt()) {
      return int.class;
    }
    if (made.canCreateFromDouble()) {
      return double.class;
    }
    return made.canCreateFromBoolean() ? boolean.class : null;
  }

  private BeanDescription described(JavaType type) {
    SerializationContext context = mapper._serializationContext();
    return context.introspectBeanDescription(type, context.introspectClassAnnotations(type));
  }

  private boolean hasMembers(JavaType type, Direction direction) {
    if (direction == Direction.INPUT) {
      return Jackson.deserializer(mapper, type) instanceof BeanDeserializerBase;
    }
    ValueSerializer<Object> serializer = Jackson.serializer(mapper, type);
    boolean silent = type.isAbstract() && serializer != null && !serializer.properties().hasNext();
    return !Jackson.isCustom(mapper, type) && !silent;
  }

  /** What stands behind a reference. */
  ObjectNode component(JavaType type, Direction direction) {
    if (type.hasRawClass(Problem.class)) {
      return ProblemSchema.create();
    }
    if (type.hasRawClass(MergePatch.class)) {
      return patch(type.containedTypeOrUnknown(0));
    }
    ObjectNode schema;
    if (type.isEnumType()) {
      schema = enumeration(type);
    } else {
      ObjectNode choice = subtypes.of(type, direction);
      schema = choice == null ? object(type, direction) : choice;
    }
    Words.add(schema, List.of(type.getRawClass().getAnnotations()), mapper);
    return schema;
  }

  /** A part of an object: each member may be left out (RFC 7396). */
  private ObjectNode patch(JavaType type) {
    if (!(Jackson.deserializer(mapper, type) instanceof BeanDeserializerBase bean)) {
      return TypeSchemas.NODES.objectNode().put("type", "object");
    }
    ObjectNode schema = object(type, Direction.INPUT);
    schema.remove("required");
    if (schema.has("additionalProperties")) {
      // to remove what is not there changes nothing
      schema.putObject("additionalProperties").put("type", "null");
    }
    for (Member member : members.read(bean)) {
      if (Jackson.deserializer(mapper, member.type()) instanceof BeanDeserializerBase) {
        ObjectNode part = types.reference(patchOf(member.type()), Direction.INPUT);
        ObjectNode held = member.nullable() ? TypeSchemas.nullable(part) : part;
        ((ObjectNode) schema.path("properties")).set(member.name(), held);
      }
    }
    return schema;
  }

  private JavaType patchOf(JavaType type) {
    return mapper
        .deserializationConfig()
        .getTypeFactory()
        .constructParametricType(MergePatch.class, type);
  }

  /** The names as Jackson writes them. */
  private ObjectNode enumeration(JavaType type) {
    ObjectNode schema = TypeSchemas.NODES.objectNode();
    ArrayNode values = TypeSchemas.NODES.arrayNode();
    for (Object constant : type.getRawClass().getEnumConstants()) {
      JsonNode value = mapper.valueToTree(constant);
      schema.put("type", value.isNumber() ? "integer" : "string");
      values.add(value);
    }
    schema.set("enum", values);
    return schema;
  }

  /** An object with its members, and what says which subtype it is. */
  ObjectNode object(JavaType type, Direction direction) {
    ObjectNode schema = TypeSchemas.NODES.objectNode().put("type", "object");
    ObjectNode properties = TypeSchemas.NODES.objectNode();
    ArrayNode required = TypeSchemas.NODES.arrayNode();
    subtypes.addTypeId(type, properties, required);
    if (direction == Direction.OUTPUT) {
      ValueSerializer<Object> serializer = Jackson.serializer(mapper, type);
      if (serializer != null) {
        written(serializer.properties(), properties, required);
      }
    } else if (Jackson.deserializer(mapper, type) instanceof BeanDeserializerBase bean) {
      members.read(bean).forEach(m -> add(m, direction, properties, required));
      boolean open = bean.hasAnySetter() || isUnwrapped(type);
      if (!open) {
        schema.put("additionalProperties", false);
      }
    }
    if (!properties.isEmpty()) {
      schema.set("properties", properties);
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private void written(
      Iterator<PropertyWriter> writers, ObjectNode properties, ArrayNode required) {
    members.written(writers).forEach(m -> add(m, Direction.OUTPUT, properties, required));
  }

  /** Whether members of a member stand among those of the type. */
  private boolean isUnwrapped(JavaType type) {
    ValueSerializer<Object> serializer = Jackson.serializer(mapper, type);
    return serializer == null || Members.isUnwrapped(serializer.properties());
  }

  private void add(Member member, Direction direction, ObjectNode properties, ArrayNode required) {
    boolean refused = Constraints.refuseNull(member.annotations());
    properties.set(member.name(), schema(member, direction, member.nullable() && !refused));
    if (member.required() || refused && direction == Direction.INPUT) {
      required.add(member.name());
    }
  }

  private ObjectNode schema(Member member, Direction direction, boolean nullable) {
    if (member.custom()) {
      return Words.add(TypeSchemas.NODES.objectNode(), member.annotations(), mapper);
    }
    boolean optional =
        member.declared() != null
            && !Nullness.isNullable(member.declared())
            && Nullness.admitsNull(member.declared());
    ObjectNode schema = types.of(member.type(), member.declared(), direction);
    List<Annotation> annotations = member.annotations();
    Constraints.add(schema, annotations);
    boolean wrapped = optional && member.type().isReferenceType();
    ObjectNode whole = nullable && !wrapped ? TypeSchemas.nullable(schema) : schema;
    return Words.add(whole, annotations, mapper);
  }

  static boolean isDeprecated(List<Annotation> annotations) {
    return annotations.stream().anyMatch(Deprecated.class::isInstance);
  }

  static @Nullable Doc doc(List<Annotation> annotations) {
    return annotations.stream()
        .filter(Doc.class::isInstance)
        .map(Doc.class::cast)
        .findFirst()
        .orElse(null);
  }
}
