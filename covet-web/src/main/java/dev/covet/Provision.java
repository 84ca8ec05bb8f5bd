package dev.covet;

/**
 * A declaration by which values of a type are provided.
 *
 * @param type their type
 * @param place where it was declared
 * @param making how they come to be
 */
record Provision(Class<?> type, String place, Making making) {
  String name() {
    return Declaration.nameOf(type);
  }

  /** What and where, as messages begin. */
  @Override
  public String toString() {
    return "provider of " + name() + " (" + place + ")";
  }
}
