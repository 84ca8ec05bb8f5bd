package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTest {
  @Test
  void registeredNamesAreTheConstants() {
    for (Method method : Method.known()) {
      assertThat(Method.of(method.name())).isSameAs(method);
    }
    assertThat(Method.known()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void safetyAndIdempotenceAreThoseOfRfc9110() {
    List<Method> safe = Method.known().stream().filter(Method::isSafe).toList();
    List<Method> idempotent = Method.known().stream().filter(Method::isIdempotent).toList();
    assertThat(safe)
        .containsExactlyInAnyOrder(
            Method.GET, Method.HEAD, Method.OPTIONS, Method.QUERY, Method.TRACE);
    assertThat(idempotent)
        .containsAll(safe)
        .contains(Method.PUT, Method.DELETE)
        .doesNotContain(Method.POST, Method.PATCH, Method.CONNECT);
  }

  @Test
  void anyOtherTokenIsAMethodOfItsOwnThatIsNeitherSafeNorIdempotent() {
    Method lower = Method.of("get");
    assertThat(lower).isNotEqualTo(Method.GET).isEqualTo(Method.of("get")).hasToString("get");
    assertThat(lower).hasSameHashCodeAs(Method.of("get")).isNotEqualTo("get");
    assertThat(lower.isSafe() || lower.isIdempotent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G T", "GET ", "GET\r", "G\u00c9T", "a/b", "a(b"})
  void whatIsNoTokenIsNoMethod(String name) {
    assertThatThrownBy(() -> Method.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a method name: '" + name + "'");
  }
}
