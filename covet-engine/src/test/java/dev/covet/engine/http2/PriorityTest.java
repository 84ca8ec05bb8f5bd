package dev.covet.engine.http2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "u=0 | 0 | false",
        "u=7, i | 7 | true",
        "i | 3 | true",
        "i=?1,u=1 | 1 | true",
        "i=?0 | 3 | false",
        "i, i=?0 | 3 | false",
        "u=1;x=2 , i;y | 1 | true",
        "u=2, u=5 | 5 | false",
        "'' | 3 | false",
        "',,' | 3 | false",
        "u=8 | 3 | false",
        "u=-1 | 3 | false",
        "u=10 | 3 | false",
        "u=a | 3 | false",
        "u= | 3 | false",
        "u | 3 | false",
        "U=1, I | 3 | false",
        "other=1, u=6 | 6 | false",
        "i=1 | 3 | false",
        "\u00e9 | 3 | false",
      })
  void aFieldIsRead(String field, int urgency, boolean incremental) {
    assertThat(Priority.of(field)).isEqualTo(new Priority(urgency, incremental));
  }

  @Test
  void withoutAFieldAnswersTakeTurns() {
    assertThat(Priority.of(null)).isSameAs(Priority.NONE).isEqualTo(new Priority(3, true));
  }
}
