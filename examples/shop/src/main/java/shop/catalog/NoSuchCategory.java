package shop.catalog;

/** A product is to belong to a category that does not exist. */
public final class NoSuchCategory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchCategory(long id) {
    super("there is no category " + id);
  }
}
