package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevChildTest {
  @TempDir Path folder;

  static class Works {
    static void main() {}
  }

  static class Fails {
    static void main() {
      throw new IllegalStateException("GET / conflicts", new IllegalArgumentException("cause"));
    }
  }

  @Test
  void aFailureIsToldWithoutTheFramesThatAreNotTheApplications() throws Exception {
    try (Supervised supervised = new Supervised(folder)) {
      DevChild.run(() -> {}, supervised.address.toString(), "0", Fails.class.getName());
      ChildEvent event = supervised.next();
      assertThat(event).isNotNull();
      assertThat(event.kind()).isEqualTo(ChildEvent.Kind.FAILED);
      assertThat(event.text())
          .startsWith("java.lang.IllegalStateException: GET / conflicts")
          .contains("Caused by: java.lang.IllegalArgumentException: cause")
          .doesNotContain("EntryPoint", "DirectMethodHandleAccessor");
    }
  }

  @Test
  void theEndOfTheSupervisorIsNoticed() throws Exception {
    CountDownLatch orphaned = new CountDownLatch(1);
    try (Supervised supervised = new Supervised(folder)) {
      DevChild.run(
          orphaned::countDown, supervised.address.toString(), "8080", Works.class.getName());
      SupervisorLink link = SupervisorLink.current();
      assertThat(link).isNotNull();
      assertThat(link.port()).isEqualTo(8080);
      link.failed("x".repeat(100_000));
      assertThat(supervised.next()).extracting(e -> e.text().length()).isEqualTo(21_000);
      supervised.close();
      assertThat(orphaned.await(30, TimeUnit.SECONDS)).isTrue();
      link.failed("nobody listens any more");
    }
  }
}
