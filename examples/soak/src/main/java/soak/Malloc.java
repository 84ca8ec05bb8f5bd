package soak;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What the C library has given out, and what it keeps although it was given back: memory of the
 * JVM's compilers, of TLS and of codings is in no other figure. By {@code mallinfo2} of glibc 2.33
 * and later; zeros where there is none.
 *
 * @param used bytes that are in use
 * @param kept bytes that are free, but not given back to the system
 */
record Malloc(long used, long kept) {
  private static final StructLayout INFO =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_LONG.withName("arena"),
          ValueLayout.JAVA_LONG.withName("ordblks"),
          ValueLayout.JAVA_LONG.withName("smblks"),
          ValueLayout.JAVA_LONG.withName("hblks"),
          ValueLayout.JAVA_LONG.withName("hblkhd"),
          ValueLayout.JAVA_LONG.withName("usmblks"),
          ValueLayout.JAVA_LONG.withName("fsmblks"),
          ValueLayout.JAVA_LONG.withName("uordblks"),
          ValueLayout.JAVA_LONG.withName("fordblks"),
          ValueLayout.JAVA_LONG.withName("keepcost"));

  /** Absent where there is none. */
  private static final Optional<MethodHandle> MALLINFO2 = find();

  // the launcher grants native access to all
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> find() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("mallinfo2")
        .map(function -> linker.downcallHandle(function, FunctionDescriptor.of(INFO)));
  }

  static Malloc now() {
    if (MALLINFO2.isEmpty()) {
      return new Malloc(0, 0);
    }
    MethodHandle handle = MALLINFO2.get();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) handle.invokeExact((SegmentAllocator) arena);
      return new Malloc(field(info, "uordblks") + field(info, "hblkhd"), field(info, "fordblks"));
    } catch (Throwable impossible) {
      throw new LinkageError("mallinfo2", impossible);
    }
  }

  private static long field(MemorySegment info, String name) {
    return info.get(
        ValueLayout.JAVA_LONG, INFO.byteOffset(MemoryLayout.PathElement.groupElement(name)));
  }
}
