package dev.covet.openapi;

import dev.covet.http.Method;
import dev.covet.spi.Application;
import dev.covet.spi.ApplicationDescription;
import dev.covet.spi.RouteDescription;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document of an application, as a tree. The same application gives the same. */
final class DocumentTree {
  /** Methods that OpenAPI 3.1 knows; the others stand in an extension. */
  private static final Set<Method> KNOWN =
      Set.of(
          Method.GET,
          Method.PUT,
          Method.POST,
          Method.DELETE,
          Method.OPTIONS,
          Method.HEAD,
          Method.PATCH,
          Method.TRACE);

  private DocumentTree() {}

  static ObjectNode of(Application application, JsonMapper mapper) {
    ApplicationDescription description = application.description();
    List<RouteDescription> routes =
        application.routes().stream().filter(route -> !route.hidden()).toList();
    ObjectNode document = TypeSchemas.NODES.objectNode().put("openapi", "3.1.0");
    ObjectNode info = document.putObject("info");
    info.put("title", description.title());
    Words.put(info, "description", description.description());
    info.put("version", description.version());
    document.putArray("servers").addObject().put("url", "/");
    tags(document, description, routes);

    SimpleTypes simple = new SimpleTypes();
    TypeSchemas types = new TypeSchemas(mapper, simple);
    ProblemAnswers problems = new ProblemAnswers(types);
    Operations operations = new Operations(mapper, types, simple, problems);
    OperationIds ids = new OperationIds(routes);
    ObjectNode paths = document.putObject("paths");
    for (RouteDescription route : routes) {
      path(paths, Paths.of(route.pattern()))
          .set(key(route.method()), operations.of(route, ids.of(route)));
    }
    components(document, description, types, problems);
    return document;
  }

  private static ObjectNode path(ObjectNode paths, String path) {
    return paths.get(path) instanceof ObjectNode known ? known : paths.putObject(path);
  }

  private static String key(Method method) {
    String name = method.name().toLowerCase(Locale.ROOT);
    return KNOWN.contains(method) ? name : "x-" + name;
  }

  private static void tags(
      ObjectNode document, ApplicationDescription description, List<RouteDescription> routes) {
    Set<String> used = new TreeSet<>();
    routes.forEach(route -> used.addAll(route.tags()));
    used.removeAll(description.tags().keySet());
    if (description.tags().isEmpty() && used.isEmpty()) {
      return;
    }
    ArrayNode tags = document.putArray("tags");
    description
        .tags()
        .forEach(
            (name, text) -> Words.put(tags.addObject().put("name", name), "description", text));
    used.forEach(name -> tags.addObject().put("name", name));
  }

  private static void components(
      ObjectNode document,
      ApplicationDescription description,
      TypeSchemas types,
      ProblemAnswers problems) {
    ObjectNode components = TypeSchemas.NODES.objectNode();
    ObjectNode schemas = TypeSchemas.NODES.objectNode();
    document.set("components", components);
    components.set("schemas", schemas);
    if (!problems.used().isEmpty()) {
      ObjectNode responses = components.putObject("responses");
      problems.used().forEach(responses::set);
    }
    new Components(types.components()).finish(document, schemas);
    if (!description.securitySchemes().isEmpty()) {
      ObjectNode schemes = components.putObject("securitySchemes");
      description
          .securitySchemes()
          .forEach((name, scheme) -> schemes.set(name, SecuritySchemes.of(scheme)));
    }
  }
}
