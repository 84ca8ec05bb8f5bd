package shop.catalog;

import dev.covet.Default;
import dev.covet.Doc;
import dev.covet.Paging;
import dev.covet.Sort;

/**
 * A search: filter, order and page.
 *
 * @param filter which products
 * @param sort in which order
 * @param paging which page
 */
@Doc(summary = "Finds products")
record FindProducts(
    ProductFilter filter, @Default("name") Sort<ProductOrder> sort, Paging paging) {}
