package shop.catalog;

import java.util.Comparator;

/** What products can be sorted by. */
enum ProductOrder {
  NAME,
  PRICE,
  CREATED;

  Comparator<Product> comparator() {
    return switch (this) {
      case NAME -> Comparator.comparing(Product::name);
      case PRICE -> Comparator.comparing(Product::price);
      case CREATED -> Comparator.comparing(Product::created);
    };
  }
}
