package shop.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer thinks of a product.
 *
 * @param id its number
 * @param product the product's number
 * @param by the customer's name
 * @param stars from 1 to 5
 * @param text why, or null
 * @param written when
 */
record Review(
    long id, long product, String by, int stars, @Nullable String text, Instant written) {}
