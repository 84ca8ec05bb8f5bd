package shop.catalog;

import dev.covet.Context;
import dev.covet.FormParam;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import shop.customers.CurrentUser;

/**
 * A review as a form sends it.
 *
 * @param id the product's number
 * @param user who writes
 * @param stars from 1 to 5
 * @param text why, or null
 */
record AddReview(
    long id,
    @Context CurrentUser user,
    @FormParam @Min(1) @Max(5) int stars,
    @FormParam @Size(max = 500) @Nullable String text) {}
