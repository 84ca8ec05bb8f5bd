package soak;

import dev.covet.engine.Engine;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process holds, after a collection. The order of the names is that of the columns. */
final class Readings {
  /**
   * Bytes for the first four; then counts; CPU time in milliseconds; then bytes again, which tell
   * what resident memory consists of: compiled code, classes, and what {@link Malloc} tells. The
   * carriers of routes on probation come and go with the load, up to 64 of each server; they are
   * none of the threads.
   */
  static final String[] NAMES = {
    "heap",
    "buffers",
    "nio",
    "rss",
    "fds",
    "sockets",
    "threads",
    "carriers",
    "virtual",
    "cpu_ms",
    "code",
    "metaspace",
    "malloc_used",
    "malloc_kept"
  };

  private static final String CARRIER = "covet-probation";

  private static final Pattern VIRTUAL =
      Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +java\\.lang\\.VirtualThread\\b", Pattern.MULTILINE);
  private static final Pattern RSS = Pattern.compile("^VmRSS:\\s+(\\d+) kB", Pattern.MULTILINE);
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final com.sun.management.OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  String take() throws IOException, JMException, InterruptedException {
    long cpu = system.getProcessCpuTime() / 1_000_000;
    // What a cleaner frees after the first collection is gone after the second.
    System.gc();
    Thread.sleep(100);
    // The leak detector tells what it has found when the next buffer is made.
    ByteBufAllocator.DEFAULT.directBuffer().release();
    long virtual = first(VIRTUAL, histogram());
    System.gc();
    long heap = heap();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long carriers =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().startsWith(CARRIER))
            .count();
    int all = 0;
    int sockets = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : open) {
        all++;
        sockets += isSocket(descriptor) ? 1 : 0;
      }
    }
    Malloc malloc = Malloc.now();
    return Stream.of(
            heap,
            Engine.bufferBytes(),
            nio(),
            first(RSS, Files.readString(STATUS)) * 1024,
            (long) all,
            (long) sockets,
            threads.getThreadCount() - carriers,
            carriers,
            virtual,
            cpu,
            pools("Code"),
            pools("Metaspace"),
            malloc.used(),
            malloc.kept())
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  /**
   * What the last collection has left. What is in use now would hold the chunk that a thread has
   * taken since, of up to a megabyte.
   */
  private static long heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private static long nio() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** What the JVM's pools hold whose names begin so; those for code are called in several ways. */
  private static long pools(String name) {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().startsWith(name))
        .mapToLong(pool -> pool.getUsage().getCommitted())
        .sum();
  }

  /**
   * Live objects by class: virtual threads are in no other list when the JDK does not track them.
   */
  private static String histogram() throws JMException {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
  }

  private static long first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
