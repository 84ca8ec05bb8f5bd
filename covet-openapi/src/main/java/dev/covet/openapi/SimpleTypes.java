package dev.covet.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of the JDK's simple types: a table in {@code simple-types.json}. */
final class SimpleTypes {
  private final JsonNode table;

  SimpleTypes() {
    try (InputStream in = SimpleTypes.class.getResourceAsStream("simple-types.json")) {
      table = JsonMapper.shared().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema of a type, or null if it is none of these. */
  @Nullable ObjectNode find(Class<?> type) {
    JsonNode found = table.get(primitive(type));
    return found == null ? null : (ObjectNode) found.deepCopy();
  }

  /** The name in the table: wrappers are the same as what they wrap. */
  private static String primitive(Class<?> type) {
    return switch (type.getName()) {
      case "java.lang.Integer" -> "int";
      case "java.lang.Long" -> "long";
      case "java.lang.Short" -> "short";
      case "java.lang.Byte" -> "byte";
      case "java.lang.Double" -> "double";
      case "java.lang.Float" -> "float";
      case "java.lang.Boolean" -> "boolean";
      case "java.lang.Character" -> "char";
      default -> type.getName();
    };
  }
}
