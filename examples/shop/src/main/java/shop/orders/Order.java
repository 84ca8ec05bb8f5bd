package shop.orders;

import dev.covet.Doc;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order.
 *
 * @param id its number
 * @param customer the customer's number
 * @param lines the products, at the price of the day
 * @param total the sum in euros
 * @param payment how it is paid
 * @param status how far it is
 * @param notBefore the first day on which it may come, or null
 * @param notAfter the last one, or null
 * @param placed when it was placed
 */
@Doc("An order")
record Order(
    long id,
    long customer,
    List<Line> lines,
    @Doc("The sum in euros") BigDecimal total,
    Payment payment,
    OrderStatus status,
    @Nullable LocalDate notBefore,
    @Nullable LocalDate notAfter,
    Instant placed) {
  /**
   * Some pieces of a product.
   *
   * @param product its number
   * @param name its name
   * @param pieces how many
   * @param price the price of one in euros
   */
  record Line(long product, String name, int pieces, BigDecimal price) {
    BigDecimal sum() {
      return price.multiply(BigDecimal.valueOf(pieces));
    }
  }

  Order with(OrderStatus changed) {
    return new Order(id, customer, lines, total, payment, changed, notBefore, notAfter, placed);
  }
}
