package dev.covet.openapi;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schema of problem details (RFC 9457) as Covet writes them. */
final class ProblemSchema {
  private static final String SCHEMA =
      """
      {"type": "object",
       "description": "What went wrong (RFC 9457)",
       "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "The kind of problem"},
        "title": {"type": "string", "description": "The kind of problem in words"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What went wrong this time"},
        "instance": {"type": "string", "description": "The path that was asked for"},
        "requestId": {"type": "string", "description": "Names the request in logs"},
        "errors": {
         "type": "array",
         "description": "Everything that is wrong with the request",
         "items": {
          "type": "object",
          "properties": {
           "parameter": {"type": "string", "description": "The name of the parameter"},
           "pointer": {"type": "string", "description": "Where in the body (RFC 6901)"},
           "in": {"type": "string", "description": "path, query, header, cookie, form, body or request"},
           "message": {"type": "string", "description": "What is wrong, for people"},
           "code": {"type": "string", "description": "What is wrong, for programs"}},
          "required": ["in", "message", "code"]}}},
       "required": ["type", "title", "status"]}
      """;

  private ProblemSchema() {}

  static ObjectNode create() {
    return (ObjectNode) JsonMapper.shared().readTree(SCHEMA);
  }
}
