package shop.orders;

/** An order is too far for what shall be done with it. */
public final class WrongStatus extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongStatus(OrderStatus status) {
    super("the order is " + status + " already");
  }
}
