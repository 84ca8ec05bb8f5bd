package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;

/** Declarations that stop the start, each under a name. */
final class Mistakes {
  private final Map<String, Consumer<Covet>> cases = new LinkedHashMap<>();

  void add(String name, Consumer<Covet> declaration) {
    assertThat(cases.put(name, declaration)).as("two mistakes are called " + name).isNull();
  }

  /** The message of each, without the lines of the source. */
  Map<String, String> messages() {
    Map<String, String> messages = new LinkedHashMap<>();
    cases.forEach((name, declaration) -> messages.put(name, message(name, declaration)));
    return messages;
  }

  private static String message(String name, Consumer<Covet> declaration) {
    Covet app = Served.app();
    Throwable failure =
        Assertions.catchThrowable(
            () -> {
              declaration.accept(app);
              app.assemble().once().open();
            });
    assertThat(failure).as(name + " started").isInstanceOf(RuntimeException.class);
    return String.valueOf(failure.getMessage()).replaceAll("\\.java:[0-9]+", ".java");
  }
}
