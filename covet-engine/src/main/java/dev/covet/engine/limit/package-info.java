/** What one client or connection may take: counters and clocks, each in one class. */
@NullMarked
package dev.covet.engine.limit;

import org.jspecify.annotations.NullMarked;
