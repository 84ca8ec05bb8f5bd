package dev.covet.openapi;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of types that stand for one of several: with Jackson's type info, or sealed. */
final class Subtypes {
  private final JsonMapper mapper;
  private final TypeSchemas types;

  Subtypes(JsonMapper mapper, TypeSchemas types) {
    this.mapper = mapper;
    this.types = types;
  }

  /** The choice that a type stands for, or null if it stands for itself. */
  @Nullable ObjectNode of(JavaType type, Direction direction) {
    TypeSerializer info = Jackson.types(mapper, type);
    if (info != null) {
      return named(type, info, direction);
    }
    return direction == Direction.OUTPUT && type.getRawClass().isSealed()
        ? sealed(type, direction)
        : null;
  }

  /** Nothing in the JSON says which one it is. */
  private ObjectNode sealed(JavaType type, Direction direction) {
    ObjectNode schema = TypeSchemas.NODES.objectNode();
    ArrayNode any = schema.withArray("anyOf");
    for (Class<?> below : type.getRawClass().getPermittedSubclasses()) {
      any.add(types.of(specialized(type, below), null, direction));
    }
    return schema;
  }

  private JavaType specialized(JavaType type, Class<?> below) {
    return mapper.serializationConfig().getTypeFactory().constructSpecializedType(type, below);
  }

  private @Nullable ObjectNode named(JavaType type, TypeSerializer info, Direction direction) {
    Map<String, JavaType> below = below(type, info);
    if (below.isEmpty() || below.containsValue(type)) {
      return null;
    }
    return switch (info.getTypeInclusion()) {
      case PROPERTY, EXISTING_PROPERTY -> discriminated(below, info.getPropertyName(), direction);
      case WRAPPER_OBJECT -> wrapped(below, direction);
      default -> TypeSchemas.NODES.objectNode();
    };
  }

  private ObjectNode discriminated(
      Map<String, JavaType> below, String property, Direction direction) {
    ObjectNode schema = TypeSchemas.NODES.objectNode();
    ArrayNode one = schema.withArray("oneOf");
    ObjectNode discriminator = TypeSchemas.NODES.objectNode().put("propertyName", property);
    ObjectNode mapping = discriminator.putObject("mapping");
    below.forEach(
        (id, type) -> {
          ObjectNode reference = types.reference(type, direction);
          one.add(reference);
          mapping.put(id, reference.get("$ref").asString());
        });
    schema.set("discriminator", discriminator);
    return schema;
  }

  private ObjectNode wrapped(Map<String, JavaType> below, Direction direction) {
    ObjectNode schema = TypeSchemas.NODES.objectNode();
    ArrayNode one = schema.withArray("oneOf");
    below.forEach(
        (id, type) -> {
          ObjectNode coat = one.addObject().put("type", "object");
          coat.putObject("properties").set(id, types.reference(type, direction));
          coat.putArray("required").add(id);
          coat.put("additionalProperties", false);
        });
    return schema;
  }

  /** The subtypes that have a name and can be made, by name in order of declaration. */
  private Map<String, JavaType> below(JavaType type, TypeSerializer info) {
    DeserializationConfig config = mapper.deserializationConfig();
    AnnotatedClass described = config.classIntrospectorInstance().introspectClassAnnotations(type);
    List<NamedType> named =
        new ArrayList<>(
            config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, described));
    named.sort((a, b) -> a.getType().getName().compareTo(b.getType().getName()));
    Map<String, JavaType> below = new LinkedHashMap<>();
    for (NamedType one : named) {
      // Jackson finds the siblings of a subtype, too
      if (!type.getRawClass().isAssignableFrom(one.getType())) {
        continue;
      }
      JavaType sub = specialized(type, one.getType());
      if (!sub.isAbstract()) {
        below.put(id(info, one.getType()), sub);
      }
    }
    return below;
  }

  private String id(TypeSerializer info, Class<?> type) {
    return info.getTypeIdResolver().idFromValueAndType(mapper._serializationContext(), null, type);
  }

  /** Adds the member that says which subtype an object is of. */
  void addTypeId(JavaType type, ObjectNode properties, ArrayNode required) {
    TypeSerializer info = Jackson.types(mapper, type);
    if (info == null || info.getTypeInclusion() != JsonTypeInfo.As.PROPERTY) {
      return;
    }
    properties
        .putObject(info.getPropertyName())
        .put("type", "string")
        .put("const", id(info, type.getRawClass()));
    required.add(info.getPropertyName());
  }
}
