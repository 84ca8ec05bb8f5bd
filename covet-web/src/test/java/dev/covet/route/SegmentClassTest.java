package dev.covet.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentClassTest {
  @ParameterizedTest
  @CsvSource({
    "'',EMPTY",
    "0,INT",
    "7,INT",
    "-7,INT",
    "2147483647,INT",
    "-2147483648,INT",
    "2147483648,LONG",
    "-2147483649,LONG",
    "9223372036854775807,LONG",
    "-9223372036854775808,LONG",
    "9223372036854775808,OTHER",
    "-9223372036854775809,OTHER",
    "99999999999999999999,OTHER",
    "18446744073709551617,OTHER",
    "-0,OTHER",
    "00,OTHER",
    "-01,OTHER",
    "-,OTHER",
    "+1,OTHER",
    "1e3,OTHER",
    "1_0,OTHER",
    "\u0661,OTHER",
    "1:,OTHER",
    "123e4567-e89b-12d3-a456-426614174000,UUID",
    "123E4567-E89B-12D3-A456-42661417400F,UUID",
    "123e4567-e89b-12d3-a456-42661417400g,OTHER",
    "123e4567xe89b-12d3-a456-426614174000,OTHER",
    "123e4567-e89b-12d3-a456-42661417400,OTHER",
    "123e4567-e89b-12d3-a456-42661417400\uff14,OTHER",
    "a,OTHER"
  })
  void theClassIsThatOfTheRangeAlone(String value, SegmentClass expected) {
    assertThat(SegmentClass.of(value, 0, value.length())).isEqualTo(expected);
    String path = "/9" + value + "9";
    assertThat(SegmentClass.of(path, 2, 2 + value.length())).isEqualTo(expected);
  }

  @Test
  void everyLongIsRecognized() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      String text = Long.toString(number);
      assertThat(SegmentClass.of(text, 0, text.length()))
          .as(text)
          .isEqualTo(number == (int) number ? SegmentClass.INT : SegmentClass.LONG);
    }
  }

  @Test
  void aTableFindsItsKeysInARangeAndNothingElse() {
    SegmentTable<Integer> table = new SegmentTable<>(1000);
    for (int i = 0; i < 1000; i++) {
      table.put("k" + i, i);
    }
    for (int i = 0; i < 1000; i++) {
      String path = "/k" + i + "/";
      assertThat(table.get(path, 1, path.length() - 1)).isEqualTo(i);
      assertThat(table.get("k" + i + "x", 0, path.length() - 1)).isNull();
    }
    assertThat(new SegmentTable<Integer>(0).get("a", 0, 1)).isNull();
  }

  @Test
  void keysWithTheSameHashAreKeptApart() {
    SegmentTable<String> table = new SegmentTable<>(3);
    for (String key : new String[] {"AaAa", "BBBB", "AaBB"}) {
      table.put(key, key);
    }
    assertThat(table.get("AaAa", 0, 4)).isEqualTo("AaAa");
    assertThat(table.get("BBBB", 0, 4)).isEqualTo("BBBB");
    assertThat(table.get("AaBB", 0, 4)).isEqualTo("AaBB");
    assertThat(table.get("BBAa", 0, 4)).isNull();
  }
}
