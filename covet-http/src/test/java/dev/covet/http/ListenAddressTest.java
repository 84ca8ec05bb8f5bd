package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:9000", "[::1]:9000", "localhost:0", "0.0.0.0:80", "unix:/run/app.sock"})
  void anAddressIsShownAsItIsWritten(String text) {
    assertThat(ListenAddress.parse(text)).hasToString(text);
  }

  @Test
  void thePartsAreThere() {
    assertThat(ListenAddress.parse("[::1]:9000")).isEqualTo(new ListenAddress.Tcp("::1", 9000));
    assertThat(ListenAddress.parse("unix:/run/x/../app.sock"))
        .isEqualTo(new ListenAddress.Unix(Path.of("/run/app.sock")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9000", ":9000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:http", "::1:9000",
        "[::1]", "[localhost]:80", "[]:80", " :80", "unix:", "unix:app.sock", "unix:/a\0b"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text));
  }

  @Test
  void aPathThatTheSystemWouldCutIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListenAddress.parse("unix:/" + "a".repeat(100)))
        .withMessageContaining("100 bytes");
  }

  @Test
  void aListHasNoAddressTwice() {
    assertThat(ListenAddress.parseList(" localhost:80 , unix:/a,,"))
        .map(Object::toString)
        .isEqualTo(List.of("localhost:80", "unix:/a"));
    assertThat(ListenAddress.parseList("")).isEmpty();
    assertThat(ListenAddress.parseList("localhost:0,localhost:0")).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListenAddress.parseList("unix:/a,unix:/a"));
  }

  @Test
  void localPeersAreTrustedWhereTheListNamesThem() {
    AddressBlocks named = AddressBlocks.parse("unix, 10.0.0.0/8");
    assertThat(named).hasToString("10.0.0.0/8,unix");
    assertThat(named.contains(ListenAddress.LOCAL_PEER)).isTrue();
    assertThat(AddressBlocks.parse("unix").isEmpty()).isFalse();
    assertThat(AddressBlocks.parse("0.0.0.0/0").contains(ListenAddress.LOCAL_PEER)).isFalse();
    assertThat(named.contains(InetSocketAddress.createUnresolved("unix", 0))).isFalse();
    assertThat(named.contains(new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 1)))
        .isTrue();
  }
}
