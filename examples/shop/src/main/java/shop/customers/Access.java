package shop.customers;

import dev.covet.HttpException;
import dev.covet.Next;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.Status;

/** Middleware for routes that are not open to everybody. */
public final class Access {
  private Access() {}

  /**
   * Lets customers pass.
   *
   * @param req the request
   * @param next what follows
   * @return its answer
   * @throws Exception what it throws
   */
  public static Response<?> signedIn(Request req, Next next) throws Exception {
    req.provided(CurrentUser.class);
    return next.handle(req);
  }

  /**
   * Lets those pass who keep the shop.
   *
   * @param req the request
   * @param next what follows
   * @return its answer
   * @throws Exception what it throws
   */
  public static Response<?> staff(Request req, Next next) throws Exception {
    if (!req.provided(CurrentUser.class).staff()) {
      throw new HttpException(Status.FORBIDDEN, "that is for the staff");
    }
    return next.handle(req);
  }
}
