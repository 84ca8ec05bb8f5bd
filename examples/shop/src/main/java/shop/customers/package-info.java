/** Customers, and who is calling. */
@NullMarked
package shop.customers;

import org.jspecify.annotations.NullMarked;
