package shop.store;

/** A table has no place for a further row. */
public final class TableFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TableFull(int most) {
    super("there are " + most + " of them already");
  }
}
