package dev.covet.openapi;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema with a name.
 *
 * @param id stands for the name until all are known
 * @param type what it is the schema of
 * @param direction which way values go
 * @param schema the schema, filled after the component is known, because types contain themselves
 */
record Component(int id, JavaType type, Direction direction, ObjectNode schema) {
  /** How references name a component whose name is not known yet. */
  static final String PENDING = "pending:";

  String reference() {
    return PENDING + id;
  }
}
