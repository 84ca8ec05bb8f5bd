package dev.covet.engine.transport;

import dev.covet.engine.EngineConfig.Pinning;
import dev.covet.engine.loop.IoLoop;
import java.util.BitSet;
import java.util.List;

/** Binds loops to CPUs, where that is asked for and helps. */
public final class CpuBinding {
  private CpuBinding() {}

  /**
   * Binds each loop to one CPU of the affinity mask. Threads that a bound thread starts inherit its
   * mask, so the threads that offloaded work needs must exist before.
   *
   * @param pinning what is asked for
   * @param loops running loops
   * @return what was done and why, for the start-up report
   */
  public static String apply(Pinning pinning, List<IoLoop> loops) {
    BitSet cpus = Cpus.allowed();
    int count = cpus.cardinality();
    if (pinning == Pinning.OFF) {
      return "off (configured)";
    }
    if (pinning == Pinning.AUTO && (count != loops.size() || count < 2)) {
      return "off (" + count + " CPUs in the affinity mask, " + loops.size() + " workers)";
    }
    if (count == 0) {
      return "off (the affinity mask is not known here)";
    }
    int cpu = -1;
    for (IoLoop loop : loops) {
      int next = cpus.nextSetBit(cpu + 1);
      cpu = next >= 0 ? next : cpus.nextSetBit(0);
      int target = cpu;
      loop.execute(() -> Affinity.bind(target));
    }
    return "on (" + loops.size() + " workers on CPUs " + cpus + ")";
  }
}
