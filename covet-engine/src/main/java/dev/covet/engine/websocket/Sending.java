package dev.covet.engine.websocket;

import dev.covet.engine.connection.Crossing;

/**
 * A message whose sender waits for room.
 *
 * @param opcode what it is
 * @param crossing its bytes, and the thread that waits
 */
record Sending(int opcode, Crossing crossing) {}
