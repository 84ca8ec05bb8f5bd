package peer;

import java.util.List;

/** The work of POST /api/orders/{id}, shared by the Java peers that validate by hand. */
public final class Model {
  public record Customer(String name, String email) {}

  public record Item(String sku, int qty, double price) {}

  public record Order(Customer customer, List<Item> items, String note) {}

  public record Answer(long id, double total, int count, boolean expand, List<Item> items) {}

  public record Message(String message) {}

  public static final class Invalid extends RuntimeException {
    public Invalid(String m) {
      super(m, null, false, false);
    }
  }

  public static final String[] NAMES = {
    "users",
    "products",
    "carts",
    "invoices",
    "payments",
    "shipments",
    "reviews",
    "categories",
    "coupons",
    "suppliers",
    "warehouses",
    "returns",
    "tickets",
    "sessions"
  };

  public static long id(String s) {
    try {
      return Long.parseLong(s);
    } catch (NumberFormatException e) {
      throw new Invalid("id must be an integer");
    }
  }

  public static int limit(String s) {
    if (s == null) return 10;
    int n;
    try {
      n = Integer.parseInt(s);
    } catch (NumberFormatException e) {
      throw new Invalid("limit must be an integer");
    }
    if (n < 1 || n > 100) throw new Invalid("limit must be 1..100");
    return n;
  }

  public static boolean expand(String s) {
    if (s == null || s.equals("false")) return false;
    if (s.equals("true")) return true;
    throw new Invalid("expand must be a boolean");
  }

  public static void check(Order o) {
    if (o == null || o.customer() == null || o.items() == null || o.items().isEmpty())
      throw new Invalid("field missing");
    if (o.customer().name() == null || o.customer().name().isEmpty())
      throw new Invalid("name is empty");
    if (o.customer().email() == null || o.customer().email().indexOf('@') < 0)
      throw new Invalid("email is wrong");
    for (Item i : o.items())
      if (i.sku() == null || i.qty() < 1) throw new Invalid("qty must be at least 1");
  }

  public static Answer answer(long id, boolean expand, int limit, Order o) {
    double total = 0;
    for (Item i : o.items()) total += i.qty() * i.price();
    int n = o.items().size();
    return new Answer(id, total, n, expand, limit < n ? o.items().subList(0, limit) : o.items());
  }

  public static int port() {
    return Integer.parseInt(System.getenv("PORT"));
  }
}
