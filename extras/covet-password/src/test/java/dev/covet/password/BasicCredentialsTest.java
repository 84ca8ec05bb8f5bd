package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.AuthenticationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static BasicCredentials of(String... lines) throws AuthenticationException {
    return BasicCredentials.of(List.of(lines));
  }

  /** The examples of RFC 7617 first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==|Aladdin|open sesame",
        "Basic dGVzdDoxMjPCow==|test|123\u00a3",
        "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==|Aladdin|open sesame",
        "BASIC   QWxhZGRpbjpvcGVuIHNlc2FtZQ==|Aladdin|open sesame",
        "Basic YTpiOmM=|a|b:c",
        "Basic Og==|''|''"
      })
  void wellFormedOnesAreRead(String line, String name, String password) throws Exception {
    assertThat(of(line)).isEqualTo(new BasicCredentials(name, password));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "Digest username=\"a\"", "Basics YTpi", "B", ""})
  void otherSchemesAreNotTheirs(String line) throws Exception {
    assertThat(of(line)).isNull();
    assertThat(of()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic|no colon",
        "Basic |no colon",
        "Basic !!!!|no base64",
        "Basic YTpi=|no base64",
        "Basic Og|no base64",
        "Basic Og=|no base64",
        "Basic Oh==|no base64",
        "Basic YT pi|no base64",
        "Basic YTpi YTpi|no base64",
        "Basic YTpi, Basic YTpi|no base64",
        "Basic YT-_|no base64",
        "Basic YWI=|no colon",
        "Basic /zpi|no UTF-8",
        "Basic YTrDKA==|no UTF-8",
        "Basic 7aCAOmI=|no UTF-8",
        "Basic YTpiAA==|control character",
        "Basic YQo6Yg==|control character",
        "Basic YTpifw==|control character",
        "Basic YTrChQ==|control character"
      })
  void malformedOnesAreRefused(String line, String reason) {
    assertThatThrownBy(() -> of(line))
        .isInstanceOfSatisfying(
            AuthenticationException.class,
            e -> assertThat(e.reason()).isEqualTo("malformed: " + reason))
        .hasMessage("The Authorization field is malformed.");
  }

  @Test
  void severalFieldsAreRefused() {
    String line = "Basic " + base64("ann:secret");
    assertThatThrownBy(() -> of(line, line)).isInstanceOf(AuthenticationException.class);
    assertThatThrownBy(() -> of("Bearer x", line)).isInstanceOf(AuthenticationException.class);
  }

  @Test
  void longOnesAreNotEvenDecoded() throws Exception {
    assertThat(of("Basic " + base64("a:" + "b".repeat(3070))).password()).hasSize(3070);
    assertThatThrownBy(() -> of("Basic " + base64("a:" + "b".repeat(3072))))
        .isInstanceOfSatisfying(
            AuthenticationException.class,
            e -> assertThat(e.reason()).isEqualTo("malformed: too long"));
  }
}
