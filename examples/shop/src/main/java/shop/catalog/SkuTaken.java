package shop.catalog;

/** Two products would have one number. */
public final class SkuTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SkuTaken(String sku) {
    super("there is an article " + sku + " already");
  }
}
