package shop.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.covet.Doc;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product as customers see it.
 *
 * @param id its number
 * @param sku the article's number
 * @param name its name
 * @param price its price in euros
 * @param stock how many there are
 * @param category where it belongs
 * @param tags words to find it by
 * @param note a note for customers, or null
 * @param created since when it is there
 * @param version grows with each change
 */
@Doc("A product")
public record Product(
    long id,
    String sku,
    String name,
    @Doc("Its price in euros") BigDecimal price,
    int stock,
    long category,
    List<String> tags,
    @Nullable String note,
    Instant created,
    long version) {
  static Product of(long id, ProductDraft draft, Instant now) {
    return new Product(
        id,
        draft.sku(),
        draft.name(),
        draft.price(),
        draft.stock(),
        draft.category(),
        draft.tags(),
        draft.note(),
        now,
        1);
  }

  Product with(ProductDraft draft) {
    Product changed = of(id, draft, created);
    return changed.withVersion(version + 1);
  }

  Product withStock(int changed) {
    return new Product(id, sku, name, price, changed, category, tags, note, created, version + 1);
  }

  private Product withVersion(long other) {
    return new Product(id, sku, name, price, stock, category, tags, note, created, other);
  }

  ProductDraft draft() {
    return new ProductDraft(sku, name, price, stock, category, tags, note);
  }

  @JsonIgnore
  String etag() {
    return id + "-" + version;
  }
}
