package dev.covet.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Gives components their names. A type that is read and written has one component if both say the
 * same, except that only what is read is closed to further members; else {@code Order} is what is
 * written and {@code OrderInput} what is read.
 */
final class Components {
  private static final String PREFIX = "#/components/schemas/";

  private final List<Component> all;
  private final Map<JavaType, Component> read = new HashMap<>();
  private final Map<JavaType, Component> written = new HashMap<>();

  /** Types whose two components say the same. */
  private final Set<JavaType> alike = new HashSet<>();

  Components(List<Component> all) {
    this.all = all;
    for (Component component : all) {
      (component.direction() == Direction.INPUT ? read : written).put(component.type(), component);
    }
    alike.addAll(read.keySet());
    alike.retainAll(written.keySet());
    compare();
  }

  /** Takes all for alike that are not known to differ, until nothing changes any more. */
  private void compare() {
    boolean changed = true;
    while (changed) {
      changed =
          alike.removeIf(
              type -> !plain(schema(read.get(type))).equals(plain(schema(written.get(type)))));
    }
  }

  private static ObjectNode schema(@Nullable Component component) {
    return component == null ? TypeSchemas.NODES.objectNode() : component.schema();
  }

  /** Without what is allowed to differ. */
  private JsonNode plain(ObjectNode schema) {
    ObjectNode copy = schema.deepCopy();
    if (copy.path("additionalProperties").isBoolean()) {
      copy.remove("additionalProperties");
    }
    rename(copy, reference -> alikeId(component(reference)));
    return copy;
  }

  private String alikeId(Component component) {
    return alike.contains(component.type())
        ? "alike:" + component.type().toCanonical()
        : component.reference();
  }

  private Component component(String reference) {
    return all.get(Integer.parseInt(reference.substring(Component.PENDING.length())));
  }

  /** Names all references in a document, and puts the components into it. */
  void finish(ObjectNode document, ObjectNode schemas) {
    Map<JavaType, String> names =
        ComponentNames.of(all.stream().map(Component::type).distinct().toList());
    Map<String, ObjectNode> sorted = new TreeMap<>();
    Set<String> taken = new HashSet<>(names.values());
    Map<Integer, String> byId = new HashMap<>();
    for (Component component : all) {
      String name = name(component, names, taken);
      byId.put(component.id(), name);
      boolean shadowed =
          alike.contains(component.type()) && component.direction() == Direction.OUTPUT;
      if (!shadowed) {
        sorted.put(name, component.schema());
      }
    }
    sorted.forEach(schemas::set);
    rename(document, reference -> PREFIX + byId.get(component(reference).id()));
  }

  private String name(Component component, Map<JavaType, String> names, Set<String> taken) {
    String name = names.getOrDefault(component.type(), "");
    boolean both = read.containsKey(component.type()) && written.containsKey(component.type());
    boolean apart = both && !alike.contains(component.type());
    if (!apart || component.direction() == Direction.OUTPUT) {
      return name;
    }
    String input = name + "Input";
    return taken.contains(input) ? name + "AsInput" : input;
  }

  /** Puts something in the place of each pending reference. */
  private static void rename(JsonNode node, Function<String, String> names) {
    if (node instanceof ObjectNode object) {
      for (String name : new ArrayList<>(object.propertyNames())) {
        JsonNode value = object.get(name);
        if (isPending(value)) {
          object.put(name, names.apply(value.asString()));
        } else {
          rename(value, names);
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(element -> rename(element, names));
    }
  }

  private static boolean isPending(JsonNode value) {
    return value instanceof StringNode text && text.asString().startsWith(Component.PENDING);
  }
}
