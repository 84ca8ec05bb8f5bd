package dev.covet.openapi;

import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Answers to failures, each of them once in the document. */
final class ProblemAnswers {
  private final TypeSchemas types;
  private final Map<String, ObjectNode> used = new TreeMap<>();

  ProblemAnswers(TypeSchemas types) {
    this.types = types;
  }

  /** A reference to the answer of a status. */
  ObjectNode reference(Status status) {
    String name = status.reason().replaceAll("[^a-zA-Z0-9]", "");
    used.computeIfAbsent(name, n -> answer(status));
    return TypeSchemas.NODES.objectNode().put("$ref", "#/components/responses/" + name);
  }

  private ObjectNode answer(Status status) {
    ObjectNode answer = TypeSchemas.NODES.objectNode().put("description", status.reason());
    ObjectNode content = answer.putObject("content");
    content
        .putObject(Operations.name(MediaType.PROBLEM))
        .set("schema", types.of(Problem.class, null, Direction.OUTPUT));
    html(content);
    return answer;
  }

  /** A browser gets a page. */
  static void html(ObjectNode content) {
    content.putObject(Operations.name(MediaType.HTML)).putObject("schema").put("type", "string");
  }

  Map<String, ObjectNode> used() {
    return used;
  }
}
