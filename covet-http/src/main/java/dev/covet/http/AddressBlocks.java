package dev.covet.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of addresses as CIDR blocks (RFC 4632; RFC 4291, section 2.3). Immutable and safe for any
 * thread. An IPv4 address and the IPv6 address that holds it ({@code ::ffff:0:0/96}) are the same.
 */
public final class AddressBlocks {
  private static final AddressBlocks NONE = new AddressBlocks(List.of());

  private final List<AddressBlock> blocks;

  private AddressBlocks(List<AddressBlock> blocks) {
    this.blocks = blocks;
  }

  /** {@return no addresses} */
  public static AddressBlocks none() {
    return NONE;
  }

  /**
   * {@return the addresses of a list}
   *
   * @param list blocks like {@code 10.0.0.0/8} and single addresses, separated by commas
   * @throws IllegalArgumentException if a part is neither, or has bits beside its prefix; the
   *     message completes the sentence "the list …"
   */
  public static AddressBlocks parse(String list) {
    return new AddressBlocks(
        Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(AddressBlock::parse)
            .toList());
  }

  /** {@return whether there are none} */
  public boolean isEmpty() {
    return blocks.isEmpty();
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
    return blocks.stream().map(AddressBlock::toString).collect(Collectors.joining(","));
  }
}
