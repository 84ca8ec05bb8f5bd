package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntryPointTest {
  static final List<String> CALLED = new ArrayList<>();

  static class Classic {
    public static void main(String[] args) {
      CALLED.add("classic " + String.join(",", args));
    }

    static void main() {
      throw new AssertionError("the one with a parameter comes first");
    }
  }

  static class Short {
    static void main() {
      CALLED.add("short");
    }
  }

  static class Instance {
    void main(String[] args) {
      CALLED.add("instance " + args.length);
    }
  }

  static class Inherits extends Instance {}

  static class Private {
    private static void main(String[] args) {
      throw new AssertionError("private");
    }

    void main() {
      CALLED.add("not private");
    }
  }

  static class None {}

  static class Fails {
    static void main() {
      throw new IllegalArgumentException("on purpose");
    }
  }

  @BeforeEach
  void clear() {
    CALLED.clear();
  }

  private static String name(String simple) {
    return EntryPointTest.class.getName() + "$" + simple;
  }

  @Test
  void eachFormOfMainThatJavaKnowsIsRun() throws Throwable {
    for (String simple : List.of("Classic", "Short", "Instance", "Inherits", "Private")) {
      EntryPoint.run(name(simple), "a", "b");
    }
    assertThat(CALLED)
        .containsExactly("classic a,b", "short", "instance 2", "instance 2", "not private");
  }

  @Test
  void whatMainThrowsComesThroughAsItIs() {
    assertThatThrownBy(() -> EntryPoint.run(name("Fails")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("on purpose");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> EntryPoint.run(name("None")))
        .hasMessageContaining("None has no main method");
    assertThatThrownBy(() -> EntryPoint.run("app.Gone")).hasMessage("there is no class app.Gone");
  }
}
