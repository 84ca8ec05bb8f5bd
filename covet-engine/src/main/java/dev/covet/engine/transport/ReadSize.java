package dev.covet.engine.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * How large a buffer the next read of a connection gets: what its last reads filled, between 512
 * bytes and 64 KiB. One read for each time that the socket is ready, so that a connection with much
 * to say does not hold up the others.
 *
 * <p>It does what Netty's adaptive allocator does, in 16 bytes instead of 144: there is one for
 * each connection, and most of them are idle. Event loop only.
 */
final class ReadSize implements ExtendedHandle {
  private static final byte LEAST = 9;
  private static final byte FIRST = 12;
  private static final byte MOST = 16;

  private int last;

  /** The size as a power of two. */
  private byte shift = FIRST;

  /** Whether the last read was a small one; two in a row shrink the buffer. */
  private boolean small;

  @Override
  public ByteBuf allocate(ByteBufAllocator buffers) {
    return buffers.ioBuffer(guess());
  }

  @Override
  public int guess() {
    return 1 << shift;
  }

  @Override
  public void reset(ChannelConfig config) {
    last = 0;
  }

  @Override
  public void incMessagesRead(int count) {
    // There is no second one before readComplete.
  }

  @Override
  public void lastBytesRead(int bytes) {
    last = bytes;
  }

  @Override
  public int lastBytesRead() {
    return last;
  }

  @Override
  public void attemptedBytesRead(int bytes) {
    // What allocate() gave, whose size changes in readComplete alone.
  }

  @Override
  public int attemptedBytesRead() {
    return guess();
  }

  @Override
  public boolean continueReading() {
    return false;
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier moreData) {
    return false;
  }

  @Override
  public void readComplete() {
    if (last >= guess()) {
      shift = (byte) Math.min(MOST, shift + 2);
      small = false;
    } else if (last > guess() / 2) {
      small = false;
    } else if (small) {
      shift = (byte) Math.max(LEAST, shift - 1);
      small = false;
    } else {
      small = true;
    }
  }
}
