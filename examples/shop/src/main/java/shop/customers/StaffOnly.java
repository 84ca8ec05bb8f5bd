package shop.customers;

import dev.covet.Middleware;
import dev.covet.Next;
import dev.covet.Request;
import dev.covet.Response;

/** Lets those pass who keep the shop; for {@code @Use}. */
final class StaffOnly implements Middleware {
  @Override
  public Response<?> handle(Request req, Next next) throws Exception {
    return Access.staff(req, next);
  }
}
