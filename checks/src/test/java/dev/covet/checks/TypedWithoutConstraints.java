package dev.covet.checks;

import dev.covet.Covet;

/** An application with a typed route and no constraints, for a JVM of its own. */
final class TypedWithoutConstraints {
  record Item(String sku, int quantity) {}

  record Put(int id, Item item) {}

  private TypedWithoutConstraints() {}

  public static void main(String[] args) {
    Covet app = Covet.create(args);
    app.put("/items/{id}", Put.class, in -> in.item().sku());
    app.start();
  }
}
