package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
