package dev.covet.password;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.InstantSource;

/** The clock of an application as caches want it. */
final class Ticks {
  private Ticks() {}

  static Ticker of(InstantSource clock) {
    return () -> clock.millis() * 1_000_000;
  }
}
