package dev.covet.engine.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Binds the calling thread to a CPU by {@code sched_setaffinity(2)}; Linux alone. */
@SuppressWarnings(
    "restricted") // native access is granted by the launcher; without it, nothing is bound
final class Affinity {
  private static final int MASK_BYTES = 128;

  private Affinity() {}

  /**
   * Binds the calling thread.
   *
   * @param cpu its number
   * @return whether it worked
   */
  static boolean bind(int cpu) {
    if (cpu >= MASK_BYTES * 8) {
      return false;
    }
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = linker.defaultLookup().find("sched_setaffinity").orElse(null);
      if (address == null) {
        return false;
      }
      MethodHandle call =
          linker.downcallHandle(
              address,
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS));
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      mask.set(ValueLayout.JAVA_BYTE, cpu / 8, (byte) (1 << cpu % 8));
      return (int) call.invokeExact(0, (long) MASK_BYTES, mask) == 0;
    } catch (Throwable e) {
      // Any failure means "not pinned", which the start-up report shows.
      return false;
    }
  }
}
