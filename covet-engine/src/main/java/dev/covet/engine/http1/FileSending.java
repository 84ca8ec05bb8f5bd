package dev.covet.engine.http1;

import dev.covet.engine.connection.Crossing;
import java.nio.channels.FileChannel;

/**
 * A part of a file that is to go to the client, whose bytes do not pass through us.
 *
 * @param file open as long as its sender waits
 * @param position where the part begins
 * @param count how many bytes
 * @param crossing the sender that waits
 */
record FileSending(FileChannel file, long position, int count, Crossing crossing) {}
