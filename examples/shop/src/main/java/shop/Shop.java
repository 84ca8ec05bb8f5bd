package shop;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.HttpException;
import dev.covet.Response;
import dev.covet.SecurityScheme;
import dev.covet.http.Status;
import java.time.Clock;
import java.util.Map;
import shop.catalog.Catalog;
import shop.catalog.NoSuchCategory;
import shop.catalog.OutOfStock;
import shop.catalog.Products;
import shop.catalog.SkuTaken;
import shop.customers.Accounts;
import shop.customers.Credentials;
import shop.customers.CurrentUser;
import shop.customers.Customers;
import shop.customers.Tokens;
import shop.orders.NoSuchProduct;
import shop.orders.OrderBook;
import shop.orders.Orders;
import shop.orders.WrongStatus;
import shop.store.TableFull;

/**
 * An order service. Two accounts are there to try things with; their tokens are the settings {@code
 * app.staff-token} and {@code app.customer-token}. One that is not set is made and printed.
 */
public final class Shop {
  private Shop() {}

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}
   */
  public static void main(String[] args) {
    app(args).start();
  }

  static Covet app(String... args) {
    Config config = Config.load(args);
    Covet app = Covet.create(config);
    Clock clock = Clock.systemUTC();
    Products products = new Products(clock);
    Accounts accounts =
        new Accounts(clock, token(config, "staff-token"), token(config, "customer-token"));
    describe(app);
    mapErrors(app);
    app.use((req, next) -> next.handle(req).header("x-content-type-options", "nosniff"));
    app.provide(CurrentUser.class, Credentials.class, accounts::user);
    app.get("/health", req -> Map.of("status", "up")).summary("Whether the shop is open").hidden();
    new Catalog(products).declare(app);
    new Customers(accounts).declare(app);
    new Orders(new OrderBook(products, clock)).declare(app);
    return app;
  }

  /** One that is configured, else one that nobody can guess. */
  private static String token(Config config, String name) {
    return config
        .app(name)
        .orElseGet(
            () -> {
              String made = Tokens.next();
              System.out.println(name + ": " + made);
              return made;
            });
  }

  private static void describe(Covet app) {
    app.title("Shop");
    app.version("1.0");
    app.description("Products, customers and orders, in memory.");
    app.tag("products", "What there is to buy");
    app.tag("customers", "Who buys it");
    app.tag("orders", "What was bought");
    app.securityScheme("token", SecurityScheme.bearer());
  }

  private static void mapErrors(Covet app) {
    app.error(SkuTaken.class, (e, req) -> fail(Status.CONFLICT, e));
    app.error(OutOfStock.class, (e, req) -> fail(Status.CONFLICT, e));
    app.error(WrongStatus.class, (e, req) -> fail(Status.CONFLICT, e));
    app.error(NoSuchCategory.class, (e, req) -> fail(Status.UNPROCESSABLE_CONTENT, e));
    app.error(NoSuchProduct.class, (e, req) -> fail(Status.UNPROCESSABLE_CONTENT, e));
    app.error(TableFull.class, (e, req) -> fail(Status.INSUFFICIENT_STORAGE, e));
  }

  private static Response<?> fail(Status status, RuntimeException e) {
    throw new HttpException(status, String.valueOf(e.getMessage()), e);
  }
}
