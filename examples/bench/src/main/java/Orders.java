import dev.covet.HttpException;
import dev.covet.http.Status;
import java.util.List;

/** The work of {@code POST /api/orders/{id}}. */
final class Orders {
  private Orders() {}

  record Customer(String name, String email) {}

  record Item(String sku, int qty, double price) {}

  record Order(Customer customer, List<Item> items, String note) {}

  record Answer(long id, double total, int count, boolean expand, List<Item> items) {}

  static Answer answer(long id, boolean expand, int limit, Order order) {
    check(order);
    double total = 0;
    for (Item item : order.items()) {
      total += item.qty() * item.price();
    }
    int count = order.items().size();
    return new Answer(id, total, count, expand, order.items().subList(0, Math.min(limit, count)));
  }

  private static void check(Order order) {
    require(
        order.customer() != null && order.items() != null && !order.items().isEmpty(),
        "a field is missing");
    require(order.customer().name() != null && !order.customer().name().isEmpty(), "name is empty");
    require(
        order.customer().email() != null && order.customer().email().indexOf('@') >= 0,
        "email is wrong");
    for (Item item : order.items()) {
      require(item.sku() != null && item.qty() >= 1, "qty must be at least 1");
    }
  }

  private static void require(boolean valid, String otherwise) {
    if (!valid) {
      throw new HttpException(Status.UNPROCESSABLE_CONTENT, otherwise);
    }
  }
}
