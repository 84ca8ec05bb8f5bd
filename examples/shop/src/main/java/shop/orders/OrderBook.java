package shop.orders;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import shop.catalog.Product;
import shop.catalog.Products;
import shop.customers.CurrentUser;
import shop.store.Table;

/** The orders, in memory. Safe for any thread. */
public final class OrderBook {
  private static final int MOST = 10_000;

  private final Table<Order> orders = new Table<>(MOST);
  private final Products products;
  private final Clock clock;

  /**
   * No orders yet.
   *
   * @param products what is ordered, and taken out of the stock
   * @param clock tells the time
   */
  public OrderBook(Products products, Clock clock) {
    this.products = products;
    this.clock = clock;
  }

  /** Takes all pieces out of the stock, or none. */
  Order place(CurrentUser customer, OrderDraft draft) {
    List<Order.Line> lines = new ArrayList<>();
    try {
      draft.lines().forEach(wanted -> lines.add(take(wanted)));
      return orders.add(id -> order(id, customer, draft, List.copyOf(lines)));
    } catch (RuntimeException e) {
      lines.forEach(line -> products.stock(line.product(), line.pieces()));
      throw e;
    }
  }

  private Order.Line take(OrderDraft.Line wanted) {
    Product product =
        products
            .stock(wanted.product(), -wanted.pieces())
            .orElseThrow(() -> new NoSuchProduct(wanted.product()));
    return new Order.Line(product.id(), product.name(), wanted.pieces(), product.price());
  }

  private Order order(long id, CurrentUser customer, OrderDraft draft, List<Order.Line> lines) {
    BigDecimal total = lines.stream().map(Order.Line::sum).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Order(
        id,
        customer.id(),
        lines,
        total,
        draft.payment(),
        OrderStatus.PLACED,
        draft.notBefore(),
        draft.notAfter(),
        clock.instant());
  }

  /** An order that the user may see. */
  Optional<Order> find(CurrentUser user, long id) {
    return orders.find(id).filter(order -> sees(user, order));
  }

  /** Those that the user may see, before the one with a number and the newest first. */
  Stream<Order> before(CurrentUser user, long id) {
    return orders.before(id).filter(order -> sees(user, order));
  }

  private static boolean sees(CurrentUser user, Order order) {
    return user.staff() || order.customer() == user.id();
  }

  /** Brings an order that was placed further. */
  Optional<Order> change(CurrentUser user, long id, OrderStatus status) {
    if (find(user, id).isEmpty()) {
      return Optional.empty();
    }
    Optional<Order> changed =
        orders.change(
            id,
            old -> {
              if (old.status() != OrderStatus.PLACED) {
                throw new WrongStatus(old.status());
              }
              return old.with(status);
            });
    if (status == OrderStatus.CANCELLED) {
      changed.stream()
          .flatMap(order -> order.lines().stream())
          .forEach(line -> products.stock(line.product(), line.pieces()));
    }
    return changed;
  }
}
