/** Bounded stores in memory, by Caffeine; loaded only by applications that ask for one. */
@NullMarked
package dev.covet.memory;

import org.jspecify.annotations.NullMarked;
