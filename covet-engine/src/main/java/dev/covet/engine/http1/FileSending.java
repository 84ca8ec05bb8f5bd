package dev.covet.engine.http1;

import dev.covet.engine.connection.Crossing;
import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;

/**
 * A part of a file on its way to the client, whose bytes do not pass through us. Event loop only.
 *
 * @param file open as long as its sender waits
 * @param position where the part begins
 * @param count how many bytes
 * @param crossing the sender that waits
 */
record FileSending(FileChannel file, long position, int count, Crossing crossing) {
  /** For Netty, which would close the file at the end. */
  DefaultFileRegion region() {
    return new DefaultFileRegion(file, position, count) {
      @Override
      protected void deallocate() {
        // The sender closes it.
      }
    };
  }
}
