package shop.catalog;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import shop.store.Table;

/** The products of the shop, in memory. Safe for any thread. */
public final class Products {
  private static final int MOST = 10_000;

  private final Table<Product> products = new Table<>(MOST);
  private final Table<Review> reviews = new Table<>(MOST);
  private final Clock clock;

  /**
   * A shop with a few products.
   *
   * @param clock tells the time
   */
  public Products(Clock clock) {
    this.clock = clock;
    add(draft("TEA-0001", "Sencha", "7.50", 40, 2, List.of("green", "japan")));
    add(draft("TEA-0002", "Lapsang Souchong", "9.90", 12, 4, List.of("black", "smoked")));
    add(draft("POT-0001", "Kyusu", "48.00", 3, 5, List.of("japan", "clay")));
  }

  private static ProductDraft draft(
      String sku, String name, String price, int stock, long category, List<String> tags) {
    return new ProductDraft(sku, name, new BigDecimal(price), stock, category, tags, null);
  }

  /** Adding is rare, so that one at a time is enough to keep article numbers apart. */
  synchronized Product add(ProductDraft draft) {
    check(0, draft);
    return products.add(id -> Product.of(id, draft, clock.instant()));
  }

  /**
   * Changes a product.
   *
   * @param id its number
   * @param change makes the new one of the old one; what it throws leaves the old one there
   * @return the changed product, or empty if there is none
   */
  synchronized Optional<Product> change(long id, UnaryOperator<Product> change) {
    return products.change(
        id,
        old -> {
          Product changed = change.apply(old);
          check(id, changed.draft());
          return changed;
        });
  }

  private void check(long id, ProductDraft draft) {
    if (Category.find(draft.category()).isEmpty()) {
      throw new NoSuchCategory(draft.category());
    }
    if (products.rows().anyMatch(p -> p.id() != id && p.sku().equals(draft.sku()))) {
      throw new SkuTaken(draft.sku());
    }
  }

  /**
   * Puts pieces into the stock, or takes them out of it.
   *
   * @param id the product's number
   * @param by how many; negative to take them out
   * @return the changed product, or empty if there is none
   * @throws OutOfStock if there are not so many
   */
  public Optional<Product> stock(long id, int by) {
    return products.change(
        id,
        old -> {
          int stock = old.stock() + by;
          if (stock < 0 || stock > 100_000) {
            throw new OutOfStock(old.name(), old.stock());
          }
          return old.withStock(stock);
        });
  }

  /**
   * {@return a product, or empty if there is none}
   *
   * @param id its number
   */
  public Optional<Product> find(long id) {
    return products.find(id);
  }

  boolean remove(long id) {
    return products.remove(id);
  }

  Stream<Product> all() {
    return products.rows();
  }

  Review review(Product product, AddReview in) {
    return reviews.add(
        id ->
            new Review(id, product.id(), in.user().name(), in.stars(), in.text(), clock.instant()));
  }

  /** The newest reviews of a product, before the one with a number. */
  Stream<Review> reviews(long product, long before) {
    return reviews.before(before).filter(review -> review.product() == product);
  }
}
