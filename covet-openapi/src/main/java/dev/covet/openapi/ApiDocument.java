package dev.covet.openapi;

import dev.covet.spi.Application;
import java.util.Comparator;
import java.util.ServiceLoader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI 3.1 document of an application. Made at once when asked for, from what compiling the
 * routes found out; the same application always gives the same text. Safe for any thread.
 */
public final class ApiDocument {
  private final ObjectNode tree;

  private ApiDocument(ObjectNode tree) {
    this.tree = tree;
  }

  /**
   * {@return the document of an application}
   *
   * @param application the application, assembled
   */
  public static ApiDocument of(Application application) {
    JsonMapper mapper =
        ServiceLoader.load(SchemaMapper.class, ApiDocument.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .max(Comparator.comparingInt(SchemaMapper::priority))
            .map(SchemaMapper::mapper)
            .orElseGet(JsonMapper::shared);
    return new ApiDocument(DocumentTree.of(application, mapper));
  }

  /** {@return the document as JSON} */
  public String toJson() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(tree);
  }

  /** {@return the document as YAML} */
  public String toYaml() {
    return new YAMLMapper().writeValueAsString(tree);
  }
}
