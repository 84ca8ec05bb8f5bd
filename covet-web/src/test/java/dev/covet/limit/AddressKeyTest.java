package dev.covet.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressKeyTest {
  private static long key(String address, int port, int prefix) {
    try {
      return AddressKey.of(new InetSocketAddress(InetAddress.getByName(address), port), prefix);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static long key(String address) {
    return key(address, 1234, 64);
  }

  @Test
  void thePortDoesNotCount() {
    assertThat(key("192.0.2.1", 1, 64)).isEqualTo(key("192.0.2.1", 2, 64));
    assertThat(key("2001:db8::1", 1, 64)).isEqualTo(key("2001:db8::1", 2, 64));
  }

  @Test
  void eachAddressOfIpv4IsAClient() {
    assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
    assertThat(key("255.255.255.255")).isNotEqualTo(key("127.255.255.255"));
  }

  @Test
  void allAddressesOfAnIpv6NetworkAreOneClient() {
    assertThat(key("2001:db8:1:2::1")).isEqualTo(key("2001:db8:1:2:ffff:eeee:dddd:cccc"));
    assertThat(key("2001:db8:1:2::1")).isNotEqualTo(key("2001:db8:1:3::1"));
    assertThat(key("2001:db8:1:200::1", 1, 56)).isEqualTo(key("2001:db8:1:2ff::1", 1, 56));
    assertThat(key("2001:db8:1:200::1", 1, 56)).isNotEqualTo(key("2001:db8:1:300::1", 1, 56));
  }

  @Test
  void anIpv4AddressWithinIpv6IsTheSameClient() {
    assertThat(key("::ffff:192.0.2.1")).isEqualTo(key("192.0.2.1"));
  }

  @Test
  void ipv4AndIpv6DoNotMeet() {
    assertThat(key("192.0.2.1")).isNotEqualTo(key("::"));
    assertThat(key("0.0.0.0")).isNotEqualTo(key("::1"));
  }

  @Test
  void whatIsNoAddressHasAKeyToo() {
    assertThat(AddressKey.of(InetSocketAddress.createUnresolved("memory", 1), 64))
        .isEqualTo(AddressKey.of(InetSocketAddress.createUnresolved("memory", 2), 64))
        .isNotEqualTo(AddressKey.of(InetSocketAddress.createUnresolved("other", 1), 64));
    assertThat(AddressKey.of(UnixDomainSocketAddress.of("/tmp/a"), 64))
        .isEqualTo(AddressKey.of(UnixDomainSocketAddress.of("/tmp/a"), 64));
  }
}
