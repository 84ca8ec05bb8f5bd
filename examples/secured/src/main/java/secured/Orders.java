package secured;

import dev.covet.Access;
import dev.covet.ApiKeys;
import dev.covet.Principal;
import dev.covet.RateLimit;
import dev.covet.Router;
import dev.covet.jwt.JwtAuthentication;
import dev.covet.jwt.JwtIssuer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API for tokens and keys: everybody has orders of their own. */
final class Orders {
  static final String AUDIENCE = "orders";
  static final String READ = "orders:read";
  static final String WRITE = "orders:write";

  /**
   * What is ordered.
   *
   * @param item its name
   */
  record Order(String item) {}

  /**
   * What is sent to order something.
   *
   * @param principal who sends it
   * @param order what
   */
  record Ordering(Principal principal, Order order) {}

  private final Map<String, List<Order>> orders = new ConcurrentHashMap<>();

  void declare(Router api, JwtIssuer tokens, KeyRing keys) {
    api.get("/keys.json", req -> tokens.published()).anonymous().hidden();
    api.group(
        "/orders",
        own -> {
          own.authenticate(
              JwtAuthentication.of(tokens.keys(), tokens.name(), AUDIENCE), ApiKeys.stored(keys));
          own.rateLimit(RateLimit.perPrincipal(60, Duration.ofMinutes(1)));
          own.get("", req -> of(req.principal())).require(Access.scopes(READ));
          own.post("", Ordering.class, this::add).require(Access.scopes(WRITE));
        });
  }

  private List<Order> of(Principal who) {
    return orders.computeIfAbsent(who.name(), name -> new CopyOnWriteArrayList<>());
  }

  private Order add(Ordering in) {
    of(in.principal()).add(in.order());
    return in.order();
  }
}
