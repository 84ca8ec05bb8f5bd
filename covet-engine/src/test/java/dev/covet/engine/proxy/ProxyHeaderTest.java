package dev.covet.engine.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final String IPV4 = "c000023c" + "cb007101" + "b7a3" + "01bb";
  private static final String IPV6 =
      "20010db8000000000000000000000017" + "20010db8000000000000000000000001" + "b7a3" + "01bb";

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] binary(String hex) {
    return HexFormat.of().parseHex(SIGNATURE + hex.replace(" ", ""));
  }

  /**
   * Reads a header byte by byte: nothing before its last byte, and the same with more behind it.
   */
  private static ProxyHeader read(byte[] bytes) throws ProtocolException {
    for (int size = 0; size < bytes.length; size++) {
      assertThat(ProxyHeader.read(Arrays.copyOf(bytes, size), size)).as("%s bytes", size).isNull();
    }
    ProxyHeader header = ProxyHeader.read(bytes, bytes.length);
    assertThat(header).isNotNull();
    assertThat(header.length()).isEqualTo(bytes.length);
    assertThat(ProxyHeader.read(Arrays.copyOf(bytes, bytes.length + 9), bytes.length + 9))
        .isEqualTo(header);
    return header;
  }

  private static void refused(byte[] bytes, String why) {
    assertThatThrownBy(() -> ProxyHeader.read(bytes, bytes.length))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(why);
  }

  private static @Nullable String shown(@Nullable InetSocketAddress address) {
    return address == null ? null : address.getAddress().getHostAddress() + " " + address.getPort();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "PROXY TCP4 192.0.2.60 203.0.113.1 47011 443, 192.0.2.60 47011, 203.0.113.1 443",
        "PROXY TCP4 255.255.255.255 0.0.0.0 65535 0, 255.255.255.255 65535, 0.0.0.0 0",
        "PROXY TCP6 2001:db8::17 ::1 1 2, 2001:db8:0:0:0:0:0:17 1, 0:0:0:0:0:0:0:1 2",
        "PROXY TCP6 ::ffff:192.0.2.60 ::1 1 2, 192.0.2.60 1, 0:0:0:0:0:0:0:1 2",
        "PROXY UNKNOWN, ,",
        "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535, ,",
      })
  void linesAreRead(String line, @Nullable String source, @Nullable String destination)
      throws ProtocolException {
    ProxyHeader header = read(latin1(line + "\r\n"));
    assertThat(shown(header.source())).isEqualTo(source);
    assertThat(shown(header.destination())).isEqualTo(destination);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY TCP4 192.0.2.60 203.0.113.1 47011\r\n",
        "PROXY TCP4 192.0.2.60 203.0.113.1 47011 443 \r\n",
        "PROXY TCP4  192.0.2.60 203.0.113.1 47011 443\r\n",
        "PROXY TCP4 2001:db8::17 ::1 1 2\r\n",
        "PROXY TCP6 192.0.2.60 203.0.113.1 1 2\r\n",
        "PROXY TCP4 127.1 203.0.113.1 1 2\r\n",
        "PROXY TCP4 192.0.2.060 203.0.113.1 1 2\r\n",
        "PROXY TCP4 192.0.2.60 localhost 1 2\r\n",
        "PROXY TCP4 192.0.2.60 203.0.113.1 65536 2\r\n",
        "PROXY TCP4 192.0.2.60 203.0.113.1 1 -2\r\n",
        "PROXY TCP4 192.0.2.60 203.0.113.1 01 2\r\n",
        "PROXY TCP4 192.0.2.60 203.0.113.1 1 2\n",
        "PROXY TCP4 192.0.2.60 203.0.113.1 1 2\rX",
        "PROXY TCP4\t192.0.2.60 203.0.113.1 1 2\r\n",
        "PROXY UDP4 192.0.2.60 203.0.113.1 1 2\r\n",
        "PROXY tcp4 192.0.2.60 203.0.113.1 1 2\r\n",
        "PROXY \r\n",
        "PROXY\r\n",
        "PROXI",
        "POST / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        " ",
      })
  void linesThatAreNotOfTheFormAreRefused(String line) {
    assertThatThrownBy(() -> ProxyHeader.read(latin1(line), line.length()))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void aLineHasAtMost107Bytes() throws ProtocolException {
    byte[] longest = latin1("PROXY UNKNOWN " + "x".repeat(91) + "\r\n");
    assertThat(longest).hasSize(107);
    read(longest);
    refused(latin1("PROXY UNKNOWN " + "x".repeat(92) + "\r\n"), "does not end with CRLF");
    refused(latin1("PROXY UNKNOWN " + "x".repeat(93)), "longer than 107 bytes");
  }

  @Test
  void binaryHeadersAreRead() throws ProtocolException {
    ProxyHeader fourth = read(binary("21 11 000c" + IPV4));
    assertThat(shown(fourth.source())).isEqualTo("192.0.2.60 47011");
    assertThat(shown(fourth.destination())).isEqualTo("203.0.113.1 443");
    ProxyHeader sixth = read(binary("21 21 0024" + IPV6));
    assertThat(shown(sixth.source())).isEqualTo("2001:db8:0:0:0:0:0:17 47011");
    assertThat(shown(sixth.destination())).isEqualTo("2001:db8:0:0:0:0:0:1 443");
  }

  @Test
  void extensionsArePassedOver() throws ProtocolException {
    ProxyHeader header = read(binary("21 11 0014" + IPV4 + "04 0000" + "01 0002 6832"));
    assertThat(shown(header.source())).isEqualTo("192.0.2.60 47011");
    refused(binary("21 11 000d" + IPV4 + "04"), "longer than the header");
    refused(binary("21 11 000f" + IPV4 + "04 0001"), "longer than the header");
    refused(binary("21 11 0010" + IPV4 + "04 ffff 00"), "longer than the header");
  }

  @Test
  void aChecksumCounts() throws ProtocolException {
    byte[] header = binary("21 11 0013" + IPV4 + "03 0004 00000000");
    CRC32C sum = new CRC32C();
    sum.update(header, 0, header.length);
    for (int i = 0; i < 4; i++) {
      header[header.length - 4 + i] = (byte) (sum.getValue() >> 24 - 8 * i);
    }
    assertThat(shown(read(header).source())).isEqualTo("192.0.2.60 47011");
    header[20]++;
    refused(header, "the checksum of a PROXY header is wrong");
    refused(binary("21 11 0011" + IPV4 + "03 0002 0000"), "the checksum of a PROXY header is");
  }

  @Test
  void aProxyThatSpeaksForItselfNamesNobody() throws ProtocolException {
    for (String hex :
        new String[] {
          "20 00 0000",
          "20 11 000c" + IPV4,
          "20 11 0003 aabbcc",
          "21 00 0000",
          "21 00 0003 04 0000",
          "21 31 00d8" + "00".repeat(216)
        }) {
      ProxyHeader header = read(binary(hex));
      assertThat(header.source()).as(hex).isNull();
      assertThat(header.destination()).as(hex).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "11 11 0000, unknown version or command",
    "31 11 0000, unknown version or command",
    "22 11 0000, unknown version or command",
    "21 12 000c, a family that is not carried by TCP",
    "21 22 0024, a family that is not carried by TCP",
    "21 32 00d8, a family that is not carried by TCP",
    "21 41 0000, a family that is not carried by TCP",
    "20 ff 0000, a family that is not carried by TCP",
    "21 11 000b, shorter than its addresses",
    "21 21 0023, shorter than its addresses",
    "21 31 00d7, shorter than its addresses",
    "21 11 0ff1, longer than 4096 bytes",
    "21 11 ffff, longer than 4096 bytes",
  })
  void binaryHeadersAreRefusedByTheirFirstBytes(String hex, String why) {
    refused(binary(hex), why);
  }

  @Test
  void aBrokenSignatureIsSeenAtItsFirstWrongByte() {
    byte[] bytes = binary("");
    for (int i = 0; i < bytes.length; i++) {
      byte[] broken = Arrays.copyOf(bytes, i + 1);
      broken[i]++;
      refused(broken, "no PROXY header");
    }
  }

  @Test
  void theLongestIsRead() throws ProtocolException {
    byte[] header = Arrays.copyOf(binary("20 00 0ff0"), ProxyHeader.LONGEST);
    read(header);
  }
}
