/** What the connections of every HTTP version share: clocks, blocking calls, refusals, output. */
@NullMarked
package dev.covet.engine.connection;

import org.jspecify.annotations.NullMarked;
