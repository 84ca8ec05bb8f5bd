package dev.covet.openapi;

import dev.covet.Doc;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What annotations say for people. */
final class Words {
  private Words() {}

  /** Adds description, example and deprecation. */
  static ObjectNode add(ObjectNode schema, List<Annotation> annotations, JsonMapper mapper) {
    Doc doc = ObjectSchemas.doc(annotations);
    if (doc != null && !doc.value().isEmpty()) {
      schema.put("description", doc.value());
    }
    if (doc != null && !doc.example().isEmpty()) {
      schema.withArray("examples").add(example(doc.example(), mapper));
    }
    if (ObjectSchemas.isDeprecated(annotations)) {
      schema.put("deprecated", true);
    }
    return schema;
  }

  /** JSON if it is some, else the text itself. */
  static JsonNode example(String text, JsonMapper mapper) {
    try {
      return mapper.readTree(text);
    } catch (JacksonException e) {
      return TypeSchemas.NODES.stringNode(text);
    }
  }

  /** The value of a text for a schema: a number where it says number. */
  static JsonNode value(String text, ObjectNode schema, JsonMapper mapper) {
    String type = schema.path("type").asString("");
    boolean plain = type.equals("integer") || type.equals("number") || type.equals("boolean");
    return plain ? example(text, mapper) : TypeSchemas.NODES.stringNode(text);
  }

  static void put(ObjectNode node, String name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      node.put(name, text);
    }
  }
}
