package dev.covet.bridge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where handlers run that leave the choice to Covet. The system property {@value #PROPERTY} fixes
 * it for the contract tests, which have to hold everywhere; it is no setting for production.
 */
enum Mode {
  /** On probation first, then on the loop. */
  AUTO(null),
  /** On the loop at once. */
  LOOP(Lane.LOOP),
  /** On probation for ever. */
  PROBATION(Lane.PROBATION),
  /** On the JDK's default scheduler. */
  OFFLOAD(Lane.OFFLOAD),
  /** As if this JVM had no fast path. */
  FALLBACK(null);

  /** Names one of the modes, in any case. */
  static final String PROPERTY = "dev.covet.bridge.mode";

  private final @Nullable Lane lane;

  Mode(@Nullable Lane lane) {
    this.lane = lane;
  }

  /** The lane of the routes that leave it to us, or null to find out for each. */
  @Nullable Lane lane() {
    return lane;
  }

  /**
   * The mode of the system property.
   *
   * @throws IllegalArgumentException if it names none
   */
  static Mode current() {
    String name = System.getProperty(PROPERTY, "auto");
    for (Mode mode : values()) {
      if (mode.name().equals(name.toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        PROPERTY + " must be auto, loop, probation, offload or fallback, not " + name);
  }
}
