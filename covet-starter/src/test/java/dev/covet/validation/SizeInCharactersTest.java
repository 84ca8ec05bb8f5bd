package dev.covet.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.spi.ConstraintChecker.TypeConstraints;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text is as long as it has characters, also those that are two in Java. */
class SizeInCharactersTest {
  interface Group {}

  record Named(
      @Size(
              min = 2,
              max = 3,
              groups = {Default.class, Group.class})
          String name,
      List<@Size(max = 1) String> words,
      @Size(max = 1) StringBuilder other) {}

  @ParameterizedTest
  @CsvSource({"a,1", "ab,0", "abc,0", "abcd,1", "😀,1", "😀😀,0", "😀😀😀,0", "😀😀😀😀,1"})
  void charactersCount(String name, int violations) {
    HibernateChecker checker = new HibernateChecker();
    TypeConstraints quick = checker.of(Named.class, List.of());
    TypeConstraints slow = checker.of(Named.class, List.of(Group.class));
    assertThat(quick.component("name", name)).hasSize(violations);
    assertThat(slow.component("name", name)).hasSize(violations);
    assertThat(quick.component("name", null)).isEmpty();
    assertThat(slow.component("name", null)).isEmpty();
  }

  @Test
  void soTheyDoInElementsAndOthersAreAsEver() {
    TypeConstraints constraints = new HibernateChecker().of(Named.class, List.of());
    assertThat(constraints.component("words", List.of("😀", "a"))).isEmpty();
    assertThat(constraints.component("words", List.of("😀😀"))).hasSize(1);
    assertThat(constraints.component("other", new StringBuilder("ab"))).hasSize(1);
  }
}
