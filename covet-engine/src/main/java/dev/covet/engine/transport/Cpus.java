package dev.covet.engine.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/** Which CPUs this process may use. */
public final class Cpus {
  private Cpus() {}

  /** CPUs by quota and affinity, as the JVM counts them; at least 1. */
  public static int count() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The CPUs of the affinity mask, empty where the system does not tell. */
  public static BitSet allowed() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/thread-self/status"))) {
        if (line.startsWith("Cpus_allowed_list:")) {
          return parse(line.substring(line.indexOf(':') + 1).strip());
        }
      }
    } catch (IOException | RuntimeException e) {
      // Not Linux, or a system that hides it: the answer is that nothing is known.
      return new BitSet();
    }
    return new BitSet();
  }

  /** Reads a list like {@code 0-3,7}. */
  static BitSet parse(String list) {
    BitSet cpus = new BitSet();
    for (String range : List.of(list.split(","))) {
      String[] ends = range.split("-");
      cpus.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
    }
    return cpus;
  }
}
