package shop.catalog;

import dev.covet.Default;
import dev.covet.Doc;
import dev.covet.Interval;
import dev.covet.QueryParams;
import dev.covet.Range;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which products are wanted; several routes share these parameters of the query.
 *
 * @param q a part of the name
 * @param category where it belongs
 * @param tag words that it must have, all of them
 * @param price between which prices
 * @param created between which times it came
 * @param available whether there must be one
 */
@QueryParams
record ProductFilter(
    @Doc("A part of the name") @Size(max = 50) @Nullable String q,
    @Positive @Nullable Long category,
    @Doc("Words that it must have, all of them") List<String> tag,
    Range<BigDecimal> price,
    Interval<Instant> created,
    @Doc("Whether there must be one") @Default("false") boolean available) {
  boolean matches(Product product) {
    return (q == null || product.name().toLowerCase(Locale.ROOT).contains(lower(q)))
        && (category == null || product.category() == category)
        && product.tags().containsAll(tag)
        && price.contains(product.price())
        && created.contains(product.created())
        && (!available || product.stock() > 0);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
