/** Listening sockets from a running server to its successor. */
@NullMarked
package dev.covet.engine.handover;

import org.jspecify.annotations.NullMarked;
