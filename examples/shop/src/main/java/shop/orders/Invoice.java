package shop.orders;

import java.util.stream.Collectors;

/** An order as text for people. */
final class Invoice {
  private Invoice() {}

  static String of(Order order) {
    return order.lines().stream()
        .map(line -> "%4d × %-40s %10s".formatted(line.pieces(), line.name(), line.sum()))
        .collect(
            Collectors.joining(
                "\n",
                "Order " + order.id() + " of " + order.placed() + "\n\n",
                "\n%57s %s\n".formatted("total", order.total())));
  }
}
