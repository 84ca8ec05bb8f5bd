package dev.covet;

import java.time.Duration;
import java.util.List;

/** The settings of when a server refuses work because it has too much of it. */
final class OverloadKeys {
  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.count(
              "overload-heap",
              90,
              0,
              100,
              "percent of the old generation that a collection leaves in use, from which new"
                  + " requests get 503; 0 for never"),
          ConfigKey.count(
              "overload-buffers",
              90,
              0,
              100,
              "percent of the memory outside the heap, from which they do; 0 for never"),
          ConfigKey.count(
              "overload-requests",
              0,
              0,
              Integer.MAX_VALUE,
              "most requests at once; further ones get 503; 0 for no limit"),
          ConfigKey.timeOrZero(
              "overload-delay",
              Duration.ZERO,
              "how late each event loop may be for some seconds before new requests get 503; 0 for"
                  + " any time"));

  private OverloadKeys() {}
}
