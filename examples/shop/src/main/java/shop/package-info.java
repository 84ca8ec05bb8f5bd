/** An order service: about 25 routes in all styles, and nothing but Covet. */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;
