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
  private static final FunctionDescriptor THREE =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private Descriptors() {}

  /** Calls on the open file behind a descriptor do not wait; whoever shares it sees that. */
  static void neverWait(int descriptor) throws IOException {
    int flags = call("fcntl", descriptor, F_GETFL, 0, Linker.Option.firstVariadicArg(2));
    call("fcntl", descriptor, F_SETFL, flags | O_NONBLOCK, Linker.Option.firstVariadicArg(2));
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
