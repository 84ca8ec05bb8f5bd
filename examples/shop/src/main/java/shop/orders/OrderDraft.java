package shop.orders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.covet.Doc;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wants.
 *
 * @param lines the products
 * @param payment how they are paid
 * @param notBefore the first day on which they may come, or null
 * @param notAfter the last one, or null
 */
@Doc("What a customer wants")
record OrderDraft(
    @NotEmpty @Size(max = 20) List<@Valid Line> lines,
    @Valid Payment payment,
    @Nullable LocalDate notBefore,
    @Nullable LocalDate notAfter) {
  /**
   * Some pieces of a product.
   *
   * @param product its number
   * @param pieces how many
   */
  record Line(@Positive long product, @Positive @Max(100) int pieces) {}

  @JsonIgnore
  @AssertTrue(message = "must have each product once")
  boolean isDistinct() {
    return lines.stream().filter(Objects::nonNull).map(Line::product).distinct().count()
        == lines.size();
  }

  @JsonIgnore
  @AssertTrue(message = "must not end before it begins")
  boolean isDeliverable() {
    return notBefore == null || notAfter == null || !notAfter.isBefore(notBefore);
  }
}
