package shop.catalog;

/** There are not so many pieces of a product, or there is no place for so many. */
public final class OutOfStock extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfStock(String name, int stock) {
    super("of " + name + " there are " + stock);
  }
}
