package shop.catalog;

import dev.covet.Doc;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A search that is too long for a URL: products that fit one of several descriptions.
 *
 * @param anyOf the descriptions
 */
@Doc("Products that fit one of several descriptions")
record ProductQuery(@NotEmpty @Size(max = 10) List<@Valid Wanted> anyOf) {
  /**
   * A description; what is absent does not matter.
   *
   * @param text a part of the name
   * @param upTo the highest price
   * @param tags one of these words
   */
  record Wanted(
      @Size(max = 50) @Nullable String text,
      @Nullable BigDecimal upTo,
      @Size(max = 10) @Nullable List<String> tags) {
    boolean matches(Product product) {
      return (text == null || lower(product.name()).contains(lower(text)))
          && (upTo == null || product.price().compareTo(upTo) <= 0)
          && (tags == null || product.tags().stream().anyMatch(tags::contains));
    }

    private static String lower(String value) {
      return value.toLowerCase(Locale.ROOT);
    }
  }

  boolean matches(Product product) {
    return anyOf.stream().anyMatch(wanted -> wanted.matches(product));
  }
}
