package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"OK\r\nSet-Cookie: a=b", "a\nb", "a\rb", "a\u0000b", "a\u007fb", "a\u0100b"})
  void aReasonCanNotSplitTheAnswer(String reason) {
    assertThatThrownBy(() -> new Status(200, reason))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reason of status 200");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 99, 1000})
  void aCodeHasThreeDigits(int code) {
    assertThatThrownBy(() -> Status.of(code)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Status(code, "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void registeredCodesAreConstantsAndOthersHaveNoReason() {
    assertThat(Status.of(404)).isSameAs(Status.NOT_FOUND);
    assertThat(Status.of(799)).isEqualTo(new Status(799, ""));
    assertThat(new Status(200, "Tr\u00e8s bien\t!").reason()).isEqualTo("Tr\u00e8s bien\t!");
  }

  @Test
  void theClassOfACodeIsKnownAndTheTextHasNoEmptyReason() {
    assertThat(Status.EARLY_HINTS.isInformational()).isTrue();
    assertThat(Status.OK.isInformational()).isFalse();
    assertThat(Status.of(399).isError()).isFalse();
    assertThat(Status.BAD_REQUEST.isError()).isTrue();
    assertThat(Status.NOT_FOUND).hasToString("404 Not Found");
    assertThat(Status.of(799)).hasToString("799");
  }

  @Test
  void everyConstantIsRegistered() throws IllegalAccessException {
    for (Field field : Status.class.getFields()) {
      Status constant = (Status) field.get(null);
      assertThat(Status.of(constant.code())).as(field.getName()).isSameAs(constant);
    }
  }

  @Test
  void aTokenHoldsOnlyTheCharactersOfRfc9110() {
    String expected = "!#$%&'*+-.^_`|~";
    for (int c = -1; c < 300; c++) {
      boolean alphanumeric = c > 0 && c < 128 && Character.isLetterOrDigit(c);
      boolean symbol = c > 0 && expected.indexOf(c) >= 0;
      assertThat(Tokens.isTokenChar(c)).as("U+%04X", c).isEqualTo(alphanumeric || symbol);
    }
  }

  @Test
  void versionsAreWrittenAsOnTheWire() {
    assertThat(HttpVersion.values())
        .extracting(HttpVersion::toString)
        .containsExactly("HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3");
  }
}
