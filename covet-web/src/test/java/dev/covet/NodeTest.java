package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.60, 192.0.2.60, 0",
    "192.0.2.60:47011, 192.0.2.60, 47011",
    "192.0.2.60:_hidden, 192.0.2.60, 0",
    "[2001:db8::17], 2001:db8:0:0:0:0:0:17, 0",
    "[2001:db8::17]:65535, 2001:db8:0:0:0:0:0:17, 65535",
    "2001:db8::17, 2001:db8:0:0:0:0:0:17, 0",
    "::ffff:192.0.2.60, 192.0.2.60, 0",
    "[::ffff:192.0.2.60]:80, 192.0.2.60, 80",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1, 0",
    "[fe80::1%2]:80, fe80:0:0:0:0:0:0:1, 80",
  })
  void addressesAreRead(String text, String address, int port) {
    InetSocketAddress node = Objects.requireNonNull(Node.parse(text));
    assertThat(node.getAddress().getHostAddress()).isEqualTo(address);
    assertThat(node.getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "unknown, unknown, 0",
    "Unknown, Unknown, 0",
    "unknown:80, unknown, 80",
    "_a.B-_9:80, _a.B-_9, 80",
  })
  void hiddenOnesEqualNoAddress(String text, String name, int port) {
    InetSocketAddress node = Objects.requireNonNull(Node.parse(text));
    assertThat(node.isUnresolved()).isTrue();
    assertThat(node.getHostString()).isEqualTo(name);
    assertThat(node.getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":80",
        "_",
        "[",
        "[]",
        "[]:80",
        "[::1",
        "[::1]x",
        "[::1]:",
        "[::1]:65536",
        "[::1]:x",
        "[::1]:_",
        "[192.0.2.1]",
        "[unknown]",
        "192.0.2.1:",
        "192.0.2.1:-1",
        "192.0.2.1:123456",
        "192.0.2.1%eth0",
        "127.1",
        "010.0.0.1",
        "localhost",
        "example.org",
        "fe80::1%",
        "fe80::1%a b",
        "fe80::1%a%b/",
        "_a/b",
        "_\u00e4",
        "1:2",
        "::1::2",
        "unknown2",
      })
  void anythingElseIsNone(String text) {
    assertThat(Node.parse(text)).isNull();
  }
}
