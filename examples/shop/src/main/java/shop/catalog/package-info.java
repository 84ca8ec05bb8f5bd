/** Products, their categories and reviews. */
@NullMarked
package shop.catalog;

import org.jspecify.annotations.NullMarked;
