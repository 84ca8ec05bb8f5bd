package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  /** One would be loaded when a timer rings, perhaps when no file descriptor is left. */
  @Test
  void aTimerNeedsNoClassOfItsOwn() throws Exception {
    Path own =
        Path.of(Objects.requireNonNull(Deadlines.class.getResource("Deadlines.class")).toURI());
    File[] classes = Objects.requireNonNull(own.getParent().toFile().listFiles());
    assertThat(classes)
        .extracting(File::getName)
        .contains("Deadlines.class")
        .noneMatch(name -> name.startsWith("Deadlines$"));
  }
}
