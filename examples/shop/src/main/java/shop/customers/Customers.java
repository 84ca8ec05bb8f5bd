package shop.customers;

import dev.covet.Context;
import dev.covet.Covet;
import dev.covet.Delete;
import dev.covet.Doc;
import dev.covet.Get;
import dev.covet.HttpException;
import dev.covet.MergePatch;
import dev.covet.Page;
import dev.covet.Paging;
import dev.covet.Patch;
import dev.covet.Response;
import dev.covet.Use;
import dev.covet.http.Status;
import java.util.Optional;

/** Routes of customers: a controller, in a group that tells what it asks for. */
public final class Customers {
  private final Accounts accounts;

  /**
   * Routes.
   *
   * @param accounts what they show and change
   */
  public Customers(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Declares them.
   *
   * @param app the application
   */
  public void declare(Covet app) {
    app.post("/customers", NewCustomer.class, this::register)
        .summary("Opens an account and tells its token, this once")
        .tags("customers")
        .returns(Status.CREATED)
        .answers(Status.INSUFFICIENT_STORAGE, "when the shop is full");
    app.group(
        "/customers",
        group -> {
          group.tags("customers");
          group.security("token");
          group.add(this);
        });
  }

  record NewCustomer(CustomerDraft draft) {}

  private Response<Registered> register(NewCustomer in) {
    Registered registered = accounts.register(in.draft());
    return Response.json(registered)
        .status(Status.CREATED)
        .header("Location", "/customers/" + registered.customer().id());
  }

  @Get
  @Use(StaffOnly.class)
  @Doc(summary = "All customers")
  Page<Customer> all(Paging paging) {
    return paging.of(accounts.all().toList());
  }

  @Get("/{id:long}")
  @Use(StaffOnly.class)
  @Doc(summary = "A customer")
  Optional<Customer> find(long id) {
    return accounts.find(id);
  }

  @Get("/me")
  @Doc(summary = "Who is calling")
  Customer me(@Context CurrentUser user) {
    return accounts.find(user.id()).orElseThrow(Customers::gone);
  }

  @Patch("/me")
  @Doc(summary = "Changes what customers say of themselves")
  Customer change(@Context CurrentUser user, MergePatch<CustomerDraft> patch) {
    return accounts.change(user.id(), patch::apply).orElseThrow(Customers::gone);
  }

  @Delete("/me")
  @Doc(summary = "Closes the account")
  void close(@Context CurrentUser user) {
    if (user.staff()) {
      throw new HttpException(Status.FORBIDDEN, "somebody must keep the shop");
    }
    accounts.remove(user.id());
  }

  private static HttpException gone() {
    return new HttpException(Status.UNAUTHORIZED, "the account was closed");
  }
}
