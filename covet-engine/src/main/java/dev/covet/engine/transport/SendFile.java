package dev.covet.engine.transport;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file by {@code sendfile(2)} on a channel of io_uring, whose own way (two splices through
 * a pipe for each part) costs about twice as much. The ring's sockets are left blocking by Netty,
 * so the socket is made non-blocking for the time of a call: the loop's thread is the only one that
 * gives the ring work for it, and what the ring has begun before is not changed by it.
 *
 * <p>Linux, with the launcher's flags (the descriptor of a {@link FileChannel} is read). Event
 * loop's own thread only.
 */
@SuppressWarnings("restricted") // native access is granted by the launcher
public final class SendFile {
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 0x800;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;

  private static final @Nullable SendFile INSTANCE = find();

  private final MethodHandle sendfile;
  private final MethodHandle fcntl;
  private final MethodHandle descriptor;
  private final MethodHandle number;
  private final MemoryLayout captured = Linker.Option.captureStateLayout();
  private final VarHandle errno =
      captured.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private SendFile() throws ReflectiveOperationException {
    Linker linker = Linker.nativeLinker();
    Linker.Option capture = Linker.Option.captureCallState("errno");
    sendfile =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("sendfile"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG),
            capture);
    fcntl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("fcntl"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    Class<?> channel = Class.forName("sun.nio.ch.FileChannelImpl");
    descriptor =
        MethodHandles.privateLookupIn(channel, MethodHandles.lookup())
            .findGetter(channel, "fd", FileDescriptor.class)
            .asType(MethodType.methodType(FileDescriptor.class, FileChannel.class));
    number =
        MethodHandles.lookup()
            .findStatic(
                Class.forName("sun.nio.ch.IOUtil"),
                "fdVal",
                MethodType.methodType(int.class, FileDescriptor.class));
  }

  private static @Nullable SendFile find() {
    try {
      return new SendFile();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Not Linux, or without the flags: Netty's own way is taken.
      return null;
    }
  }

  /**
   * Whether files are to be sent this way.
   *
   * @param channel a connection in clear text
   * @return false where Netty does as well or it is not possible here
   */
  public static boolean suits(Channel channel) {
    return INSTANCE != null && channel instanceof IoUringSocketChannel;
  }

  /**
   * Sends as much as the socket takes now. Nothing that was written to the channel before may still
   * wait.
   *
   * @param channel {@linkplain #suits suits}
   * @param file is in memory, or the loop waits for the disk
   * @param position where to begin
   * @param count the most bytes to send
   * @return how many went, 0 if the socket is full
   * @throws IOException if the file ends before, or the connection or the file fails
   */
  public static int send(Channel channel, FileChannel file, long position, int count)
      throws IOException {
    SendFile access = INSTANCE;
    if (access == null || !channel.isActive()) {
      throw new IOException("the connection is closed");
    }
    try (Arena arena = Arena.ofConfined()) {
      return access.send(arena, ((UnixChannel) channel).fd().intValue(), file, position, count);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private int send(Arena arena, int socket, FileChannel file, long position, int count)
      throws Throwable {
    int source = (int) number.invokeExact((FileDescriptor) descriptor.invokeExact(file));
    MemorySegment offset = arena.allocateFrom(ValueLayout.JAVA_LONG, position);
    MemorySegment state = arena.allocate(captured);
    int flags = (int) fcntl.invokeExact(socket, F_GETFL, 0);
    boolean blocking = (flags & O_NONBLOCK) == 0;
    if (flags < 0 || blocking && (int) fcntl.invokeExact(socket, F_SETFL, flags | O_NONBLOCK) < 0) {
      throw new IOException("the socket's flags can not be changed");
    }
    try {
      int sent = 0;
      while (sent < count) {
        long more = (long) sendfile.invokeExact(state, socket, source, offset, (long) count - sent);
        if (more == 0) {
          throw new IOException("the file ends before its last byte that was announced");
        }
        if (more > 0) {
          sent += (int) more;
          continue;
        }
        int error = (int) errno.get(state, 0L);
        if (error == EAGAIN) {
          break;
        }
        if (error != EINTR) {
          throw new IOException("sendfile failed with error " + error);
        }
      }
      return sent;
    } finally {
      if (blocking) {
        int ignored = (int) fcntl.invokeExact(socket, F_SETFL, flags);
      }
    }
  }
}
