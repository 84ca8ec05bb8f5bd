package shop.catalog;

import dev.covet.Doc;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of a product by who keeps the shop; a merge patch changes it, too.
 *
 * @param sku the article's number
 * @param name its name
 * @param price its price in euros
 * @param stock how many there are
 * @param category where it belongs
 * @param tags words to find it by
 * @param note a note for customers, or null
 */
@Doc("What may be said of a product")
record ProductDraft(
    @Doc(value = "The article's number", example = "\"TEA-0001\"") @Sku String sku,
    @NotBlank @Size(max = 100) String name,
    @Doc("Its price in euros") @DecimalMin("0.01") @Digits(integer = 6, fraction = 2)
        BigDecimal price,
    @PositiveOrZero @Max(100_000) int stock,
    @Positive long category,
    @Size(max = 10) List<@NotBlank @Size(max = 20) String> tags,
    @Size(max = 1000) @Nullable String note) {}
