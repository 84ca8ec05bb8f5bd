package dev.covet;

import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestPhase;
import org.jspecify.annotations.Nullable;

/** Checks a value that was bound. */
@FunctionalInterface
interface Check {
  void run(@Nullable Object value, Rejections rejections);

  /** The same, as a phase of a request. */
  default void run(@Nullable Object value, Rejections rejections, Request request) {
    PhaseTimes times = request.times;
    if (times == null) {
      run(value, rejections);
      return;
    }
    RequestPhase before = times.enter(RequestPhase.VALIDATE);
    try {
      run(value, rejections);
    } finally {
      times.enter(before);
    }
  }
}
