package dev.covet.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Sees changes by looking: times and sizes, a few times a second. Notices of the operating system
 * do not pass the borders of containers and shared folders, and elsewhere the JDK polls too. For
 * one thread.
 */
final class Watch {
  /** Nothing may change for so long before a change is believed: editors write in several steps. */
  private static final Duration QUIET = Duration.ofMillis(60);

  private Fingerprint seen;

  Watch(Project project) {
    seen = Fingerprint.of(project);
  }

  /**
   * {@return the files that have changed since the last call, empty if none has} Returns once they
   * are at rest.
   *
   * @param project what to look at; the same folders each time
   */
  Set<Path> changes(Project project) throws InterruptedException {
    Fingerprint now = Fingerprint.of(project);
    if (now.equals(seen)) {
      return Set.of();
    }
    Fingerprint before;
    do {
      before = now;
      Thread.sleep(QUIET);
      now = Fingerprint.of(project);
    } while (!now.equals(before));
    Set<Path> changed = now.differences(seen);
    seen = now;
    return changed;
  }
}
