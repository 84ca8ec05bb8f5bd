package dev.covet.limit;

import java.net.Inet6Address;
import org.jspecify.annotations.Nullable;

/**
 * The networks of the IPv6 addresses that were seen last. The JDK gives the bytes of an address
 * only as a copy; a connection's address is one object, so it is copied once. Any thread; an entry
 * that two threads write at once is right either way.
 */
final class SeenAddresses {
  private static final int PLACES = 1 << 12;

  private record Seen(Inet6Address address, long network) {}

  private final @Nullable Seen[] places = new @Nullable Seen[PLACES];

  /** The first 64 bits of an address. */
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  long network(Inet6Address address) {
    int place = System.identityHashCode(address) & PLACES - 1;
    Seen known = places[place];
    if (known != null && known.address == address) {
      return known.network;
    }
    Seen seen = new Seen(address, AddressKey.number(address.getAddress()));
    places[place] = seen;
    return seen.network;
  }
}
