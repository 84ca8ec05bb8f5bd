package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlocksTest {
  private static InetAddress address(String text) {
    return Objects.requireNonNull(IpLiteral.parse(text), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/8 | 10.0.0.0, 10.255.255.255 | 9.255.255.255, 11.0.0.0, ::1",
        "192.0.2.7 | 192.0.2.7 | 192.0.2.6, 192.0.2.8",
        "192.0.2.128/25 | 192.0.2.128, 192.0.2.255 | 192.0.2.127, 192.0.3.128",
        "0.0.0.0/0 | 0.0.0.0, 255.255.255.255 | ::1, 2001:db8::1",
        "::/0 | ::1, 2001:db8::1, 192.0.2.1 |",
        "2001:db8::/32 | 2001:db8::, 2001:db8:ffff::1 | 2001:db7:ffff::, 2001:db9::, 32.1.13.184",
        "2001:db8::/64 | 2001:db8::, 2001:db8::ffff:1:2:3 | 2001:db8:0:1::",
        "2001:db8::8000/113 | 2001:db8::8000, 2001:db8::ffff | 2001:db8::7fff, 2001:db8::1:8000",
        "::1 | ::1 | ::2, 127.0.0.1",
        "::ffff:10.0.0.0/8 | 10.1.2.3, ::ffff:10.1.2.3 | 11.0.0.0",
        "10.0.0.0/8, fd00::/8 | 10.0.0.1, fd12::1 | fe80::1, 192.0.2.1",
      })
  void aBlockHoldsWhatBeginsWithItsBits(String list, String inside, String outside) {
    AddressBlocks blocks = AddressBlocks.parse(list);
    for (String text : inside.split(",")) {
      assertThat(blocks.contains(address(text.strip()))).as(text).isTrue();
    }
    for (String text : outside == null ? new String[0] : outside.split(",")) {
      assertThat(blocks.contains(address(text.strip()))).as(text).isFalse();
    }
  }

  /** As a socket that speaks both versions shows an IPv4 peer. */
  @Test
  void anIpv4AddressInsideAnIpv6OneIsTheSame() throws Exception {
    byte[] bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    bytes[12] = 10;
    Inet6Address mapped = Inet6Address.getByAddress(null, bytes, 0);
    assertThat(AddressBlocks.parse("10.0.0.0/8").contains(mapped)).isTrue();
    assertThat(AddressBlocks.parse("11.0.0.0/8").contains(mapped)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.1.2.3/8 | holds '10.1.2.3/8', which has bits beside its prefix: the block is"
            + " 10.0.0.0/8",
        "2001:db8::1/32 | which has bits beside its prefix: the block is 2001:db8:0:0:0:0:0:0/32",
        "10.0.0.0/33 | holds '10.0.0.0/33', whose prefix is not 0 to 32 bits",
        "::/129 | whose prefix is not 0 to 128 bits",
        "10.0.0.0/08 | whose prefix is not 0 to 32 bits",
        "10.0.0.0/ | whose prefix is not 0 to 32 bits",
        "10.0.0.0/-1 | whose prefix is not 0 to 32 bits",
        "proxy.example.org | holds 'proxy.example.org', which is no address or block like"
            + " 10.0.0.0/8",
        "10.0.0/8 | which is no address or block",
        "10.0.0.0, [::1] | holds '[::1]', which is no address or block",
      })
  void aMistakeIsToldWithItsRemedy(String list, String message) {
    assertThatThrownBy(() -> AddressBlocks.parse(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theListCanBeEmptyAndHoldEverybody() {
    assertThat(AddressBlocks.none().isEmpty()).isTrue();
    assertThat(AddressBlocks.none().contains(address("::1"))).isFalse();
    assertThat(AddressBlocks.parse(" , ").isEmpty()).isTrue();
    assertThat(AddressBlocks.parse("10.0.0.0/8, 0.0.0.0/0").holdEverybody()).isTrue();
    assertThat(AddressBlocks.parse("::/0").holdEverybody()).isTrue();
    assertThat(AddressBlocks.parse("10.0.0.0/8, ::/96").holdEverybody()).isFalse();
    assertThat(AddressBlocks.parse("10.0.0.0/8,::1")).hasToString("10.0.0.0/8,0:0:0:0:0:0:0:1/128");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.1",
        "010.0.0.1",
        "1.2.3.4.5",
        "256.0.0.1",
        "1.2.3.4 ",
        "[::1]",
        "::1%eth0",
        "fe80::1%1",
        "1:2:3",
        "1::2::3",
        "localhost",
        "0x7f.0.0.1",
        "2130706433",
        "::ffff:1.2.3",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
        "\u0661.2.3.4",
      })
  void whatOthersReadDifferentlyIsNoAddress(String text) {
    assertThat(IpLiteral.parse(text)).isNull();
  }

  @Test
  void addressesAreReadWithoutAskingAnybody() {
    assertThat(address("192.0.2.60").getHostAddress()).isEqualTo("192.0.2.60");
    assertThat(address("2001:DB8::1").getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(address("::ffff:102:304").getHostAddress()).isEqualTo("1.2.3.4");
  }
}
