package dev.covet.engine.transport;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** System calls on numbers of file descriptors that neither Java nor Netty has. Linux. */
@SuppressWarnings("restricted") // native access is granted by the launcher
final class Descriptors {
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final FunctionDescriptor THREE =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private Descriptors() {}

  /** Sets whether calls on the open file behind a descriptor wait; whoever shares it sees that. */
  static void blocking(int descriptor, boolean blocking) throws IOException {
    int flags = call("fcntl", descriptor, F_GETFL, 0, Linker.Option.firstVariadicArg(2));
    int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    call("fcntl", descriptor, F_SETFL, wanted, Linker.Option.firstVariadicArg(2));
  }

  /** Closes what a number stands for and lets it stand for the open file of another one. */
  static void replace(int descriptor, int by) throws IOException {
    call("dup3", by, descriptor, O_CLOEXEC);
  }

  private static int call(String name, int a, int b, int c, Linker.Option... options)
      throws IOException {
    int result;
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle handle =
          linker.downcallHandle(linker.defaultLookup().findOrThrow(name), THREE, options);
      result = (int) handle.invokeExact(a, b, c);
    } catch (Throwable e) {
      throw new IOException(name + " is not possible here", e);
    }
    if (result < 0) {
      throw new IOException(name + " has failed for descriptor " + a);
    }
    return result;
  }
}
