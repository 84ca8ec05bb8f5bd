package dev.covet.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of addresses as CIDR blocks (RFC 4632; RFC 4291, section 2.3). Immutable and safe for any
 * thread. An IPv4 address and the IPv6 address that holds it ({@code ::ffff:0:0/96}) are the same.
 */
public final class AddressBlocks {
  private static final AddressBlocks NONE = new AddressBlocks(List.of(), /* local= */ false);
  private static final String LOCAL = "unix";

  private final List<AddressBlock> blocks;
  private final boolean local;

  private AddressBlocks(List<AddressBlock> blocks, boolean local) {
    this.blocks = blocks;
    this.local = local;
  }

  /** {@return no addresses} */
  public static AddressBlocks none() {
    return NONE;
  }

  /**
   * {@return the addresses of a list}
   *
   * @param list blocks like {@code 10.0.0.0/8}, single addresses and {@code unix} for whoever comes
   *     over a Unix-domain socket, separated by commas
   * @throws IllegalArgumentException if a part is neither, or has bits beside its prefix; the
   *     message completes the sentence "the list …"
   */
  public static AddressBlocks parse(String list) {
    List<String> parts =
        Arrays.stream(list.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
    return new AddressBlocks(
        parts.stream().filter(part -> !part.equals(LOCAL)).map(AddressBlock::parse).toList(),
        parts.contains(LOCAL));
  }

  /** {@return whether there are none} */
  public boolean isEmpty() {
    return blocks.isEmpty() && !local;
  }

  /**
   * {@return whether a peer is in one of the blocks}
   *
   * @param peer its address; one that is not resolved is in none, but {@link
   *     ListenAddress#LOCAL_PEER} is where the list names it
   */
  public boolean contains(SocketAddress peer) {
    return peer instanceof InetSocketAddress inet && inet.getAddress() != null
        ? contains(inet.getAddress())
        : local && peer == ListenAddress.LOCAL_PEER;
  }

  /**
   * {@return whether an address is in one of the blocks}
   *
   * @param address any address
   */
  public boolean contains(InetAddress address) {
    if (blocks.isEmpty()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    long high = AddressBlock.high(bytes);
    long low = AddressBlock.low(bytes);
    for (AddressBlock block : blocks) {
      if (block.contains(high, low)) {
        return true;
      }
    }
    return false;
  }

  /** {@return whether every IPv4 or every IPv6 address is in one of the blocks} */
  public boolean holdEverybody() {
    return blocks.stream().anyMatch(AddressBlock::holdsEverybody);
  }

  /** {@return the list} */
  @Override
  public String toString() {
    return Stream.concat(
            blocks.stream().map(AddressBlock::toString), local ? Stream.of(LOCAL) : Stream.of())
        .collect(Collectors.joining(","));
  }
}
