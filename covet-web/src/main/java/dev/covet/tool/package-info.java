/** What {@code ./covet} asks of an application in place of serving it. */
@NullMarked
package dev.covet.tool;

import org.jspecify.annotations.NullMarked;
