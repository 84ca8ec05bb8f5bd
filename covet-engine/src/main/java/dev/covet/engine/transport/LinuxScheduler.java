package dev.covet.engine.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * What a loop asks of Linux's scheduler for its own thread. Nothing is asked on another system, or
 * where native access is not granted.
 */
@SuppressWarnings("restricted") // only where it is granted
public final class LinuxScheduler {
  private static final int MASK_BYTES = 128;

  // struct sched_attr, first version
  private static final int ATTRIBUTES_BYTES = 48;
  private static final int POLICY = 4;
  private static final int RUNTIME = 24;
  private static final int SCHED_OTHER = 0;

  /** The least that the kernel takes. */
  private static final long SLICE_NANOS = 100_000;

  private LinuxScheduler() {}

  /**
   * Binds the calling thread to a CPU by {@code sched_setaffinity(2)}.
   *
   * @param cpu its number
   * @return whether it worked
   */
  static boolean bind(int cpu) {
    if (cpu >= MASK_BYTES * 8) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      mask.set(JAVA_BYTE, cpu / 8, (byte) (1 << cpu % 8));
      MethodHandle call =
          function(
              "sched_setaffinity", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
      return (int) call.invokeExact(0, (long) MASK_BYTES, mask) == 0;
    } catch (Throwable e) {
      // Any failure means "not pinned", which the start-up report shows.
      return false;
    }
  }

  /**
   * Asks for a short time slice of the calling thread. It gets the same share of its CPU, but is
   * next when it wakes, and does not wait until a compiler, a collector or another process has used
   * up a slice of some milliseconds. Linux 6.12 and later, by {@code sched_setattr(2)}: the runtime
   * of a thread without deadline is its slice; earlier ones ignore it.
   *
   * @return whether the thread has it now
   */
  public static boolean shortSlice() {
    long set = attributesCall();
    if (set < 0 || !LinuxScheduler.class.getModule().isNativeAccessEnabled()) {
      return false;
    }
    long get = set + 1;
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle call =
          function(
              "syscall",
              FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
              Linker.Option.firstVariadicArg(1));
      MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
      // Policy and nice value stay as they are.
      if ((long) call.invokeExact(get, 0L, attributes, (long) ATTRIBUTES_BYTES, 0L) != 0
          || attributes.get(JAVA_INT, POLICY) != SCHED_OTHER) {
        return false;
      }
      attributes.set(JAVA_LONG, RUNTIME, SLICE_NANOS);
      return (long) call.invokeExact(set, 0L, attributes, 0L, 0L) == 0
          && (long) call.invokeExact(get, 0L, attributes, (long) ATTRIBUTES_BYTES, 0L) == 0
          && attributes.get(JAVA_LONG, RUNTIME) == SLICE_NANOS;
    } catch (Throwable e) {
      return false;
    }
  }

  /** The number of {@code sched_setattr}, before that of {@code sched_getattr}; -1 if not known. */
  private static long attributesCall() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return -1;
    }
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> 314;
      case "aarch64", "riscv64" -> 274;
      default -> -1;
    };
  }

  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }
}
