package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of RFC 7396, appendix A. */
class JsonMergeTest {
  private static Map<String, @Nullable Object> object(@Nullable Object... members) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      map.put(String.valueOf(members[i]), members[i + 1]);
    }
    return map;
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(object("a", "b"), object("a", "c"), object("a", "c")),
        Arguments.of(object("a", "b"), object("b", "c"), object("a", "b", "b", "c")),
        Arguments.of(object("a", "b"), object("a", null), object()),
        Arguments.of(object("a", "b", "b", "c"), object("a", null), object("b", "c")),
        Arguments.of(object("a", List.of("b")), object("a", "c"), object("a", "c")),
        Arguments.of(object("a", "c"), object("a", List.of("b")), object("a", List.of("b"))),
        Arguments.of(
            object("a", object("b", "c")),
            object("a", object("b", "d", "c", null)),
            object("a", object("b", "d"))),
        Arguments.of(
            object("a", List.of(object("b", "c"))),
            object("a", List.of(1)),
            object("a", List.of(1))),
        Arguments.of(List.of("a", "b"), List.of("c", "d"), List.of("c", "d")),
        Arguments.of(object("a", "b"), List.of("c"), List.of("c")),
        Arguments.of(object("a", "foo"), "bar", "bar"),
        Arguments.of(object("e", null), object("a", 1), object("e", null, "a", 1)),
        Arguments.of(List.of(1, 2), object("a", "b", "c", null), object("a", "b")),
        Arguments.of(
            object(),
            object("a", object("bb", object("ccc", null))),
            object("a", object("bb", object()))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCasesOfTheRfcHold(Object target, Object patch, Object result) {
    assertThat(JsonMerge.merge(target, patch)).isEqualTo(result);
  }

  @Test
  void nothingThatWasGivenIsChanged() {
    Map<String, @Nullable Object> inner = Collections.unmodifiableMap(object("b", 1));
    Map<String, @Nullable Object> target = Collections.unmodifiableMap(object("a", inner));
    assertThat(JsonMerge.merge(target, object("a", object("b", null, "c", 2))))
        .isEqualTo(object("a", object("c", 2)));
    assertThat(target).isEqualTo(object("a", object("b", 1)));
    assertThat(JsonMerge.merge(null, object("a", Arrays.asList(1, null))))
        .isEqualTo(object("a", Arrays.asList(1, null)));
  }
}
