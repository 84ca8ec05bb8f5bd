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
   * @return false if the address has too many; it is not counted then
   */
  public boolean enter(@Nullable SocketAddress peer) {
    InetAddress address = address(peer);
    if (address == null) {
      return true;
    }
    boolean[] entered = new boolean[1];
    open.compute(
        address,
        (key, count) -> {
          int present = count == null ? 0 : count;
          entered[0] = present < most;
          return entered[0] ? Integer.valueOf(present + 1) : count;
        });
    return entered[0];
  }

  /**
   * Counts a connection out that had entered.
   *
   * @param peer its address
   */
  public void leave(@Nullable SocketAddress peer) {
    InetAddress address = address(peer);
    if (address != null) {
      open.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }
  }

  private @Nullable InetAddress address(@Nullable SocketAddress peer) {
    return most > 0 && peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
  }
}
