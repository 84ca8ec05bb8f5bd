package dev.covet.bridge;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the last collection of the old generation has left in use: what is live, garbage not
 * included. A collector that knows no such pool (ZGC) has none.
 */
final class OldGeneration implements LongSupplier {
  private final MemoryPoolMXBean pool;

  private OldGeneration(MemoryPoolMXBean pool) {
    this.pool = pool;
  }

  static @Nullable OldGeneration find() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      // Young pools have no threshold of use: being full is their way of life.
      if (pool.getType() == MemoryType.HEAP
          && pool.isUsageThresholdSupported()
          && pool.isCollectionUsageThresholdSupported()) {
        return new OldGeneration(pool);
      }
    }
    return null;
  }

  /** The most bytes that it can have. */
  long limit() {
    long most = pool.getUsage().getMax();
    return most > 0 ? most : Runtime.getRuntime().maxMemory();
  }

  /** Bytes; 0 before the first collection. */
  @Override
  public long getAsLong() {
    MemoryUsage left = pool.getCollectionUsage();
    return left == null ? 0 : left.getUsed();
  }
}
