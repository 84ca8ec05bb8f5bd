package dev.covet.openapi;

import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Answer;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.In;
import dev.covet.spi.RouteDescription.Parameter;
import dev.covet.spi.RouteDescription.Requirement;
import dev.covet.spi.RouteDescription.Result;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Operations of a document, each from one route. */
final class Operations {
  private final JsonMapper mapper;
  private final TypeSchemas types;
  private final ParameterSchemas parameters;
  private final ProblemAnswers problems;

  Operations(JsonMapper mapper, TypeSchemas types, SimpleTypes simple, ProblemAnswers problems) {
    this.mapper = mapper;
    this.types = types;
    this.parameters = new ParameterSchemas(simple, mapper);
    this.problems = problems;
  }

  ObjectNode of(RouteDescription route, String id) {
    ObjectNode operation = TypeSchemas.NODES.objectNode();
    if (!route.tags().isEmpty()) {
      route.tags().forEach(operation.putArray("tags")::add);
    }
    Words.put(operation, "summary", route.summary());
    Words.put(operation, "description", route.description());
    operation.put("operationId", id);
    if (!route.parameters().isEmpty()) {
      route.parameters().forEach(p -> operation.withArray("parameters").add(parameter(p)));
    }
    Content body = route.body();
    if (body != null) {
      operation.set("requestBody", body(body));
    }
    operation.set("responses", answers(route));
    if (route.deprecated()) {
      operation.put("deprecated", true);
    }
    if (!route.security().isEmpty()) {
      for (Requirement one : route.security()) {
        one.scopes()
            .forEach(operation.withArray("security").addObject().putArray(one.scheme())::add);
      }
    }
    return operation;
  }

  private ObjectNode parameter(Parameter parameter) {
    ObjectNode node =
        TypeSchemas.NODES
            .objectNode()
            .put("name", parameter.name())
            .put("in", parameter.in().name().toLowerCase(Locale.ROOT));
    Words.put(node, "description", parameter.description());
    if (parameter.required() || parameter.in() == In.PATH) {
      node.put("required", true);
    }
    if (parameter.deprecated()) {
      node.put("deprecated", true);
    }
    ObjectNode schema = parameters.of(parameter);
    node.set("schema", schema);
    String example = parameter.example();
    if (example != null) {
      node.set("example", Words.value(example, schema, mapper));
    }
    return node;
  }

  private ObjectNode body(Content body) {
    ObjectNode node = TypeSchemas.NODES.objectNode();
    Words.put(node, "description", body.description());
    ObjectNode content = node.putObject("content");
    for (MediaType mediaType : body.mediaTypes()) {
      ObjectNode sent = content.putObject(name(mediaType));
      ObjectNode schema = schema(body);
      if (schema != null) {
        sent.set("schema", schema);
      }
      example(sent, body.example());
    }
    if (body.required()) {
      node.put("required", true);
    }
    return node;
  }

  private @Nullable ObjectNode schema(Content body) {
    return switch (body.kind()) {
      case JSON -> {
        ObjectNode schema = types.of(body.type(), body.annotated(), Direction.INPUT);
        Constraints.add(schema, body.annotations());
        yield schema;
      }
      case FORM -> form(body.fields());
      case TEXT -> TypeSchemas.NODES.objectNode().put("type", "string");
      case BYTES, STREAM -> null;
      default -> TypeSchemas.NODES.objectNode();
    };
  }

  private ObjectNode form(List<Parameter> fields) {
    ObjectNode schema = TypeSchemas.NODES.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Parameter field : fields) {
      ObjectNode property = parameters.of(field);
      Words.put(property, "description", field.description());
      properties.set(field.name(), property);
      if (field.required()) {
        schema.withArray("required").add(field.name());
      }
    }
    return schema;
  }

  private ObjectNode answers(RouteDescription route) {
    Map<String, ObjectNode> answers = new TreeMap<>();
    for (Status failure : route.failures()) {
      answers.put(code(failure), problems.reference(failure));
    }
    switch (route.result()) {
      case Result.Value value -> {
        Status status = value.status();
        ObjectNode answer = described(status == null ? Status.OK : status, "");
        content(answer, value.type(), value.annotated(), value.mediaTypes(), value.example());
        answers.put(status == null ? "2XX" : code(status), answer);
        if (value.nullable()) {
          answers.put(code(Status.NO_CONTENT), described(Status.NO_CONTENT, ""));
        }
      }
      case Result.Empty empty -> answers.put(code(empty.status()), described(empty.status(), ""));
      case Result.Open open ->
          answers.put(
              "default", TypeSchemas.NODES.objectNode().put("description", "Not described"));
    }
    for (Answer further : route.answers()) {
      ObjectNode answer = described(further.status(), further.description());
      Type type = further.type();
      if (type != null) {
        content(answer, type, null, further.mediaTypes(), null);
      }
      answers.merge(code(further.status()), answer, Operations::both);
    }
    ObjectNode node = TypeSchemas.NODES.objectNode();
    answers.forEach(node::set);
    return node;
  }

  /** A second answer with the same status is another form of the same, or says more of it. */
  private static ObjectNode both(ObjectNode first, ObjectNode further) {
    if (!first.has("content") || !further.has("content")) {
      return further;
    }
    ObjectNode all = first.deepCopy();
    ((ObjectNode) all.get("content")).setAll((ObjectNode) further.get("content"));
    return all;
  }

  private static String code(Status status) {
    return Integer.toString(status.code());
  }

  private static ObjectNode described(Status status, String text) {
    String said = text.isEmpty() ? status.reason() : text;
    return TypeSchemas.NODES.objectNode().put("description", said);
  }

  private void content(
      ObjectNode answer,
      Type type,
      @Nullable AnnotatedType declared,
      List<MediaType> mediaTypes,
      @Nullable String example) {
    ObjectNode content = answer.putObject("content");
    for (MediaType mediaType : mediaTypes) {
      ObjectNode sent = content.putObject(name(mediaType));
      if (mediaType.isJson()) {
        sent.set("schema", types.of(type, declared, Direction.OUTPUT));
      } else if (mediaType.type().equals("text")) {
        sent.putObject("schema").put("type", "string");
      }
      example(sent, example);
    }
    if (type == Problem.class) {
      ProblemAnswers.html(content);
    }
  }

  private void example(ObjectNode sent, @Nullable String example) {
    if (example != null) {
      sent.set("example", Words.example(example, mapper));
    }
  }

  /** Without parameters: clients choose by the type alone. */
  static String name(MediaType mediaType) {
    return mediaType.type() + "/" + mediaType.subtype();
  }
}
