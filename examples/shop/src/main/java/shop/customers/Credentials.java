package shop.customers;

import dev.covet.HeaderParam;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows of itself.
 *
 * @param authorization {@code Bearer} and a token, or null
 */
public record Credentials(@HeaderParam @Nullable String authorization) {}
