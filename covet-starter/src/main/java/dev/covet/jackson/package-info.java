/** JSON by Jackson; found by itself. */
@NullMarked
package dev.covet.jackson;

import org.jspecify.annotations.NullMarked;
