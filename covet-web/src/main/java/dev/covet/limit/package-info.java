/** What rate limits remember: keys, hashes and the table of debts. Not for applications. */
@NullMarked
package dev.covet.limit;

import org.jspecify.annotations.NullMarked;
