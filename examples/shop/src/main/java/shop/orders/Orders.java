package shop.orders;

import dev.covet.Context;
import dev.covet.Covet;
import dev.covet.CursorPage;
import dev.covet.CursorPaging;
import dev.covet.Doc;
import dev.covet.Interval;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Router;
import dev.covet.http.Accept;
import dev.covet.http.MediaType;
import dev.covet.http.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import shop.customers.Access;
import shop.customers.CurrentUser;
import shop.store.Seek;

/** Routes of orders: a group that nobody enters without a token. */
public final class Orders {
  private final OrderBook book;

  /**
   * Routes.
   *
   * @param book what they show and change
   */
  public Orders(OrderBook book) {
    this.book = book;
  }

  /**
   * Declares them.
   *
   * @param app the application
   */
  public void declare(Covet app) {
    app.group("/orders", this::routes);
  }

  record Place(@Context CurrentUser user, OrderDraft draft) {}

  record Find(
      @Context CurrentUser user,
      @Doc("How far they are; all if absent") Set<OrderStatus> status,
      Interval<Instant> placed,
      CursorPaging paging) {}

  record One(@Context CurrentUser user, long id) {}

  private void routes(Router orders) {
    orders.tags("orders");
    orders.security("token");
    orders.use(Access::signedIn);
    orders
        .post("", Place.class, this::place)
        .summary("Places an order")
        .returns(Status.CREATED)
        .answers(Status.CONFLICT, "when there are not so many pieces")
        .answers(Status.INSUFFICIENT_STORAGE, "when the shop is full");
    orders.get("", Find.class, this::find).summary("Orders, the newest first");
    orders.get("/{id:long}", One.class, this::one).summary("An order");
    orders
        .post("/{id:long}/cancel", One.class, this::cancel)
        .summary("Cancels an order that was not sent yet")
        .answers(Status.CONFLICT, "when it is sent or cancelled already");
    orders
        .post("/{id:long}/ship", One.class, this::ship)
        .use(Access::staff)
        .summary("Says that an order was sent")
        .answers(Status.CONFLICT, "when it is sent or cancelled already");
    orders
        .get("/{id:long}/invoice", this::invoice)
        .summary("An order as text for people, or as JSON")
        .returns(Order.class)
        .answers(Status.OK, String.class);
    orders.get("/export", this::export).summary("All orders, sent while they are read");
  }

  private Response<Order> place(Place in) {
    Order order = book.place(in.user(), in.draft());
    return Response.json(order).status(Status.CREATED).header("Location", "/orders/" + order.id());
  }

  private CursorPage<Order> find(Find in) {
    return Seek.page(
        in.paging(),
        id ->
            book.before(in.user(), id)
                .filter(o -> in.status().isEmpty() || in.status().contains(o.status()))
                .filter(o -> in.placed().contains(o.placed())),
        Order::id);
  }

  private Optional<Order> one(One in) {
    return book.find(in.user(), in.id());
  }

  private Optional<Order> cancel(One in) {
    return book.change(in.user(), in.id(), OrderStatus.CANCELLED);
  }

  private Optional<Order> ship(One in) {
    return book.change(in.user(), in.id(), OrderStatus.SHIPPED);
  }

  private Optional<Object> invoice(Request req) {
    boolean text =
        Accept.parse(req.header("accept").list()).prefers(MediaType.TEXT, MediaType.JSON);
    return book.find(req.provided(CurrentUser.class), req.path("id").asLong())
        .map(order -> text ? Invoice.of(order) : order);
  }

  private Stream<Order> export(Request req) {
    return book.before(req.provided(CurrentUser.class), Long.MAX_VALUE);
  }
}
