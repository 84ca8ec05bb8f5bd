/** Sockets: which transport works here, listening, accepting, binding loops to CPUs. */
@NullMarked
package dev.covet.engine.transport;

import org.jspecify.annotations.NullMarked;
