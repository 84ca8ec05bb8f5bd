package dev.covet.spi;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** A target of bodies that can take files without a copy in our memory. */
public interface FileSink {
  /** {@return whether it can for this answer} */
  boolean takesFiles();

  /**
   * Sends a part of a file; blocks until the client's system has it, or ours for it.
   *
   * @param file open until the call returns
   * @param position where the part begins
   * @param count how many bytes; they should be in memory, or the event loop waits for the disk
   * @throws IOException if the client is gone or too slow, or the file is shorter
   */
  void send(FileChannel file, long position, int count) throws IOException;
}
