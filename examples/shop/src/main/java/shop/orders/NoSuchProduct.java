package shop.orders;

/** An order names a product that there is not. */
public final class NoSuchProduct extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchProduct(long id) {
    super("there is no product " + id);
  }
}
