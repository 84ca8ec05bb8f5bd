/** What {@code ./covet} runs beside the application: the supervisor of {@code ./covet dev}. */
@NullMarked
package dev.covet.cli;

import org.jspecify.annotations.NullMarked;
