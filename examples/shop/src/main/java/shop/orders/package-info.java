/** What customers have ordered. */
@NullMarked
package shop.orders;

import org.jspecify.annotations.NullMarked;
