package dev.covet;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Makes the system have a part of a file in memory before it is sent by an event loop, which would
 * wait for the disk.
 */
final class Residence {
  private static final int BLOCK = 64 << 10;

  private Residence() {}

  static void ensure(FileChannel file, long position, int count) throws IOException {
    if (!isIn(file, position, count)) {
      FileWork.call(() -> read(file, position, count));
    }
  }

  /** Asks the system, which touches no disk. */
  private static boolean isIn(FileChannel file, long position, int count) {
    try (Arena arena = Arena.ofConfined()) {
      return file.map(MapMode.READ_ONLY, position, count, arena).isLoaded();
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static int read(FileChannel file, long position, int count) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(Math.min(BLOCK, count));
    int read = 0;
    while (read < count) {
      block.clear();
      int more = file.read(block, position + read);
      if (more < 0) {
        break;
      }
      read += more;
    }
    return read;
  }
}
