/** Event loops: turns, carried virtual threads, timers. */
@NullMarked
package dev.covet.engine.loop;

import org.jspecify.annotations.NullMarked;
