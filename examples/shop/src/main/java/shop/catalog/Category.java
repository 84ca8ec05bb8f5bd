package shop.catalog;

import dev.covet.Doc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A category of products, with those within it.
 *
 * @param id its number
 * @param name its name
 * @param children the ones within it
 */
@Doc("A category of products, with those within it")
record Category(long id, String name, List<Category> children) {
  /** The first ones; no more can be added. */
  static final List<Category> ROOTS =
      List.of(
          new Category(
              1,
              "Tea",
              List.of(
                  new Category(2, "Green", List.of()),
                  new Category(3, "Black", List.of(new Category(4, "Smoked", List.of()))))),
          new Category(5, "Pots", List.of()));

  static Optional<Category> find(long id) {
    return ROOTS.stream().flatMap(Category::all).filter(c -> c.id == id).findFirst();
  }

  /** This one and all within it. */
  Stream<Category> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Category::all));
  }
}
