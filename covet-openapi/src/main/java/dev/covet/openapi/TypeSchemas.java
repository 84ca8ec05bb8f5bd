package dev.covet.openapi;

import dev.covet.http.Problem;
import dev.covet.spi.Nullness;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas of types as Jackson reads and writes them. Objects and enums become components, all else
 * stands where it is used. Used by one thread.
 */
final class TypeSchemas {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A type in one direction. */
  private record Key(JavaType type, Direction direction) {}

  private final JsonMapper mapper;
  private final SimpleTypes simple;
  private final ObjectSchemas objects;
  private final Map<Key, Component> components = new LinkedHashMap<>();

  TypeSchemas(JsonMapper mapper, SimpleTypes simple) {
    this.mapper = mapper;
    this.simple = simple;
    this.objects = new ObjectSchemas(mapper, this);
  }

  List<Component> components() {
    return new ArrayList<>(components.values());
  }

  JavaType resolve(Type type) {
    return mapper.constructType(type);
  }

  /** The schema of a type of its own. */
  ObjectNode of(Type type, @Nullable AnnotatedType declared, Direction direction) {
    return of(resolve(type), declared, direction);
  }

  /**
   * The schema of a type at one place.
   *
   * @param declared the type as it stands there, with what is said of its arguments, or null
   */
  ObjectNode of(JavaType type, @Nullable AnnotatedType declared, Direction direction) {
    Class<?> raw = type.getRawClass();
    ObjectNode known = simple.find(raw);
    if (known != null) {
      return Jackson.isCustom(mapper, type) ? NODES.objectNode() : known;
    }
    if (raw == Problem.class || raw.isEnum() && !Jackson.isCustom(mapper, type)) {
      return reference(type, direction);
    }
    if (type.isReferenceType()) {
      AnnotatedType held = DeclaredPlace.argument(declared, 0);
      return nullable(of(type.getReferencedType(), held, direction));
    }
    if (type.isMapLikeType()) {
      return map(type, declared, direction);
    }
    if (type.isArrayType() || type.isCollectionLikeType() || type.isIterationType()) {
      AnnotatedType held =
          declared instanceof AnnotatedArrayType array
              ? array.getAnnotatedGenericComponentType()
              : DeclaredPlace.argument(declared, 0);
      ObjectNode schema = NODES.objectNode().put("type", "array");
      schema.set("items", content(type.getContentType(), held, direction));
      return schema;
    }
    if (type.isJavaLangObject() || raw.getName().startsWith("java.")) {
      return NODES.objectNode();
    }
    return objects.of(type, direction);
  }

  private ObjectNode map(JavaType type, @Nullable AnnotatedType declared, Direction direction) {
    ObjectNode schema = NODES.objectNode().put("type", "object");
    JavaType key = type.getKeyType();
    ObjectNode names = key == null ? null : of(key, null, direction);
    if (names != null && (key.isEnumType() || "uuid".equals(names.path("format").asString("")))) {
      schema.set("propertyNames", names);
    }
    AnnotatedType held = DeclaredPlace.argument(declared, 1);
    schema.set("additionalProperties", content(type.getContentType(), held, direction));
    return schema;
  }

  /** The schema of elements, and of values of maps. */
  private ObjectNode content(JavaType type, @Nullable AnnotatedType held, Direction direction) {
    ObjectNode schema = of(type, held, direction);
    if (held == null) {
      return schema;
    }
    Constraints.add(schema, List.of(held.getAnnotations()));
    return Nullness.isNullable(held) ? nullable(schema) : schema;
  }

  /** A reference to the component of a type, which is made if it is new. */
  ObjectNode reference(JavaType type, Direction direction) {
    Key key = new Key(type, direction);
    Component component = components.get(key);
    if (component == null) {
      component = new Component(components.size(), type, direction, NODES.objectNode());
      components.put(key, component);
      component.schema().setAll(objects.component(type, direction));
    }
    return NODES.objectNode().put("$ref", component.reference());
  }

  /** The same, or null. */
  static ObjectNode nullable(ObjectNode schema) {
    if (schema.has("$ref")) {
      ObjectNode either = NODES.objectNode();
      either.withArray("anyOf").add(schema).addObject().put("type", "null");
      return either;
    }
    if (schema.path("type").isString()) {
      String type = schema.get("type").asString();
      schema.set("type", NODES.arrayNode().add(type).add("null"));
      if (schema.has("enum")) {
        schema.withArray("enum").addNull();
      }
    }
    return schema;
  }
}
