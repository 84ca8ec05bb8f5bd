/** The access log: a line for each request, written beside the event loops. */
@NullMarked
package dev.covet.bridge.accesslog;

import org.jspecify.annotations.NullMarked;
