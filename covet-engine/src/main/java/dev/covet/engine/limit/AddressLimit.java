package dev.covet.engine.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Open connections of each peer address over all loops. Holds an entry only while an address has
 * connections, and nothing at all when there is no limit. Safe for any thread.
 */
public final class AddressLimit {
  private final int most;
  private final ConcurrentHashMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  /**
   * A limit.
   *
   * @param most connections of one address, 0 for no limit
   */
  public AddressLimit(int most) {
    this.most = most;
  }

  /**
   * Counts a connection in.
   *
   * @param peer its address
   * @return the connection's entry, to be left once; null if the address has too many, and the
   *     connection is not counted
   */
  public @Nullable Entry enter(@Nullable SocketAddress peer) {
    if (most == 0 || !(peer instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return Entry.UNCOUNTED;
    }
    InetAddress address = inet.getAddress();
    boolean[] entered = new boolean[1];
    open.compute(
        address,
        (key, count) -> {
          int present = count == null ? 0 : count;
          entered[0] = present < most;
          return entered[0] ? Integer.valueOf(present + 1) : count;
        });
    return entered[0] ? new Entry(this, address) : null;
  }

  private void leave(InetAddress address) {
    open.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
  }

  /** A connection that has entered. */
  public static final class Entry {
    /** Of connections that no address has to answer for. */
    public static final Entry UNCOUNTED = new Entry(null, null);

    private final @Nullable AddressLimit limit;
    private final @Nullable InetAddress address;

    private Entry(@Nullable AddressLimit limit, @Nullable InetAddress address) {
      this.limit = limit;
      this.address = address;
    }

    /** Counts the connection out; to be called once. */
    public void leave() {
      if (limit != null && address != null) {
        limit.leave(address);
      }
    }
  }
}
