package dev.covet.engine.transport;

import dev.covet.engine.loop.Alarm;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One timeout of io_uring that stays set from wait to wait. Netty limits a wait by a timeout of its
 * own, set and torn down for each: 7 % of the CPU of a small request.
 */
final class RingAlarm implements IoUringIoHandle, Alarm {
  // io_uring_enter(2); the numbers are the kernel's
  private static final byte TIMEOUT = 11;
  private static final byte TIMEOUT_REMOVE = 12;
  private static final int UPDATE = 1 << 1;

  // errno(3) of the two: fired or removed; moved, or there was none any more
  private static final Set<Integer> ENDED = Set.of(-62, -125);
  private static final Set<Integer> MOVED = Set.of(0, -2, -114);

  /** A {@code struct __kernel_timespec}, which the kernel reads when the loop begins to wait. */
  private final ByteBuffer time = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());

  private final long timeAddress = MemorySegment.ofBuffer(time).address();
  private @Nullable IoRegistration ring;
  private boolean usable = true;
  private boolean set;
  private long at;
  private long id;

  @Override
  public void open(IoEventLoop loop) {
    ring = loop.register(this).getNow();
  }

  @Override
  public boolean within(long now, long delay) {
    IoRegistration ring = this.ring;
    if (ring == null || !usable || !ring.isValid()) {
      return false;
    }
    long wanted = now + delay;
    if (set && at - wanted <= 0) {
      return true;
    }
    time.putLong(0, delay / TimeUnit.SECONDS.toNanos(1));
    time.putLong(8, delay % TimeUnit.SECONDS.toNanos(1));
    if (set) {
      ring.submit(operation(TIMEOUT_REMOVE, timeAddress, id, 0, UPDATE));
    } else {
      id = ring.submit(operation(TIMEOUT, 0, timeAddress, 1, 0));
      set = true;
    }
    at = wanted;
    return true;
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    IoUringIoEvent done = (IoUringIoEvent) event;
    boolean timeout = done.opcode() == TIMEOUT;
    if (timeout) {
      set = false;
    }
    // Any other answer is that of a kernel that can not do it: waits are limited as before.
    usable &= (timeout ? ENDED : MOVED).contains(done.res());
  }

  @Override
  public void close() {
    IoRegistration ring = this.ring;
    if (ring != null && ring.isValid()) {
      if (set) {
        ring.submit(operation(TIMEOUT_REMOVE, 0, id, 0, 0));
      }
      ring.cancel();
    }
  }

  private static IoUringIoOps operation(
      byte code, long offset, long address, int length, int flags) {
    return new IoUringIoOps(
        code, (byte) 0, (short) 0, -1, offset, address, length, flags, 0L, (short) 0, (short) 0, 0,
        0L);
  }
}
