package dev.covet.openapi;

import dev.covet.Sort;
import dev.covet.Upload;
import dev.covet.http.MediaType;
import dev.covet.spi.RouteDescription.Bounds;
import dev.covet.spi.RouteDescription.In;
import dev.covet.spi.RouteDescription.Parameter;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of parameters: of texts, which Covet's binder converts, not Jackson. */
final class ParameterSchemas {
  /** What the path of a request may hold within a segment. */
  private static final String SEGMENT = "^[^/\\\\\\u0000]+$";

  private final SimpleTypes simple;
  private final JsonMapper mapper;

  ParameterSchemas(SimpleTypes simple, JsonMapper mapper) {
    this.simple = simple;
    this.mapper = mapper;
  }

  ObjectNode of(Parameter parameter) {
    ObjectNode schema = value(parameter);
    String standard = parameter.standard();
    if (standard != null) {
      schema.set("default", Words.value(standard, schema, mapper));
    }
    return schema;
  }

  private ObjectNode value(Parameter parameter) {
    if (!parameter.repeated()) {
      return one(parameter.type(), parameter, parameter.annotations());
    }
    ObjectNode schema = TypeSchemas.NODES.objectNode().put("type", "array");
    AnnotatedType item = DeclaredPlace.argument(parameter.annotated(), 0);
    List<Annotation> annotations = item == null ? List.of() : List.of(item.getAnnotations());
    schema.set("items", one(argument(parameter.type()), parameter, annotations));
    Constraints.add(schema, parameter.annotations());
    return schema;
  }

  private static Type argument(Type type) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[0]
        : String.class;
  }

  private ObjectNode one(Type type, Parameter parameter, List<Annotation> annotations) {
    ObjectNode schema = text(type, parameter.notation());
    if (parameter.in() == In.PATH && schema.path("type").asString("").equals("string")) {
      segment(schema);
    }
    Constraints.add(schema, annotations);
    Bounds bounds = parameter.bounds();
    if (bounds != null) {
      schema.put("minimum", bounds.least()).put("maximum", bounds.most());
    }
    return schema;
  }

  private static void segment(ObjectNode schema) {
    schema.put("minLength", 1);
    if (!schema.has("pattern") && !schema.has("format") && !schema.has("enum")) {
      schema.put("pattern", SEGMENT);
    }
  }

  private ObjectNode text(Type type, @Nullable String notation) {
    ObjectNode schema = TypeSchemas.NODES.objectNode().put("type", "string");
    if (notation != null) {
      return schema.put("description", notation);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Sort.class) {
      return schema.put("pattern", order((Class<?>) generic.getActualTypeArguments()[0]));
    }
    if (!(type instanceof Class<?> plain)) {
      return schema;
    }
    if (plain == Upload.class) {
      // OpenAPI 3.1 says it by the media type and ignores the format; without the format Swagger UI
      // shows no file chooser for lists, and generators of clients take the file for text.
      return schema.put("format", "binary").put("contentMediaType", MediaType.BYTES.toString());
    }
    if (plain.isEnum()) {
      ArrayNode names = schema.putArray("enum");
      constants(plain).forEach(names::add);
      return schema;
    }
    ObjectNode known = simple.find(plain);
    return known == null ? schema : known;
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
  }

  /** As in {@code -price,name}. */
  private static String order(Class<?> fields) {
    String one =
        constants(fields).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("|", "-?(?:", ")"));
    return "^" + one + "(?:," + one + ")*$";
  }
}
