package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSyntaxTest {
  private static boolean valid(String host) {
    byte[] bytes = ("x" + host + "y").getBytes(StandardCharsets.ISO_8859_1);
    return HostSyntax.isValid(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "example.org",
        "example.org:",
        "example.org:65535",
        "127.0.0.1:8080",
        "%41.b",
        "[::]",
        "[::1]:80",
        "[1::]",
        "[1:2:3:4:5:6:7:8]",
        "[1:2:3:4:5:6:7::]",
        "[::2:3:4:5:6:7:8]",
        "[fe80::ABCD:1]",
        "[::ffff:192.0.2.1]",
        "[1:2:3:4:5:6:255.0.10.1]",
      })
  void hostsAreAccepted(String host) {
    assertThat(valid(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a b",
        "a,b",
        "a:65536",
        "a:123456",
        "a:8x",
        "%4",
        "%4g",
        "user@a",
        "\u00e4",
        "[",
        "[]",
        "[::",
        "[:]",
        "[1]",
        "[1:]",
        "[:1]",
        "[:1::]",
        "[:::]",
        "[:::::]",
        "[1::2::3]",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]",
        "[1:2:3:4:5:6:7:8::]",
        "[1:2:3:4:5:6:7:]",
        "[::12345]",
        "[::g]",
        "[::1]x",
        "[::1]:x",
        "[::1.2.3]",
        "[::1.2.3.4.5]",
        "[::256.1.1.1]",
        "[::01.1.1.1]",
        "[::1.2.3.4:5]",
        "[1.2.3.4]",
        "[1:2:3:4:5:6:7:1.2.3.4]",
        "[::1%25eth0]",
        "[0000:0000:0000:0000:0000:0000:0000:0000:0000:0000]",
      })
  void whatIsNoHostIsRefused(String host) {
    assertThat(valid(host)).isFalse();
  }
}
