/** Where the shop keeps things: in memory, bounded. */
@NullMarked
package shop.store;

import org.jspecify.annotations.NullMarked;
