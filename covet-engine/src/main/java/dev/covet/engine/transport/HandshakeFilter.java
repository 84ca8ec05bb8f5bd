package dev.covet.engine.transport;

import dev.covet.engine.Transport;
import io.netty.channel.Channel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Lets a listening socket finish. Closing it resets every connection that the kernel has completed
 * and nobody has accepted, and there is always one more while handshakes go on. So before the last
 * accept the socket gets a packet filter that drops SYN: the queue can be emptied, and then the
 * socket is closed. Who connects meanwhile sends its SYN again a second later and is refused by the
 * closed port, or served by whoever shares it.
 *
 * <p>Linux; on NIO only where the launcher's flags are given. Elsewhere the filter is left out, and
 * connections that arrive within the last milliseconds may be reset.
 */
@SuppressWarnings("restricted") // native access is granted by the launcher
public final class HandshakeFilter {
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;

  /**
   * Classic BPF over the TCP header: load the byte of flags, drop if SYN is set, else keep all.
   * Each instruction: code, jump if true, jump if false, operand.
   */
  private static final int[][] DROP_SYN = {
    {0x30, 0, 0, 13}, {0x45, 0, 1, 0x02}, {0x06, 0, 0, 0}, {0x06, 0, 0, -1},
  };

  private HandshakeFilter() {}

  /**
   * Drops handshakes from now on; on the loop of the channel.
   *
   * @param listener a bound listening channel
   * @param transport its transport
   * @return whether that is possible here
   */
  public static boolean attach(Channel listener, Transport transport) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program = program(arena);
      if (transport == Transport.NIO) {
        return setOption(listener, program);
      }
      return listener
          .config()
          .setOption(
              new RawUnixChannelOption(
                  "SO_ATTACH_FILTER", SOL_SOCKET, SO_ATTACH_FILTER, (int) program.byteSize()),
              program.asByteBuffer());
    } catch (Throwable e) {
      // Not Linux, no permission, no flags: the socket is closed without a filter.
      return false;
    }
  }

  /** A {@code struct sock_fprog} that points to the instructions. */
  private static MemorySegment program(Arena arena) {
    MemorySegment code = arena.allocate(8L * DROP_SYN.length, 8);
    ByteBuffer instructions = code.asByteBuffer().order(ByteOrder.nativeOrder());
    for (int[] each : DROP_SYN) {
      instructions
          .putShort((short) each[0])
          .put((byte) each[1])
          .put((byte) each[2])
          .putInt(each[3]);
    }
    MemorySegment program = arena.allocate(16, 8);
    program.set(ValueLayout.JAVA_SHORT, 0, (short) DROP_SYN.length);
    program.set(ValueLayout.JAVA_LONG, 8, code.address());
    return program;
  }

  private static boolean setOption(Channel listener, MemorySegment program) throws Throwable {
    if (!(listener instanceof NioListener nio)) {
      return false;
    }
    Linker linker = Linker.nativeLinker();
    MethodHandle call =
        linker.downcallHandle(
            linker.defaultLookup().find("setsockopt").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    int size = (int) program.byteSize();
    return (int) call.invokeExact(nio.descriptor(), SOL_SOCKET, SO_ATTACH_FILTER, program, size)
        == 0;
  }
}
