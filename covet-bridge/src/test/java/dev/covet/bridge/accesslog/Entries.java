package dev.covet.bridge.accesslog;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.RequestEnd.Outcome;
import java.net.InetSocketAddress;

/** Entries for tests. */
final class Entries {
  /** 2026-11-25T21:51:40.007Z. */
  static final long TIME = 1_795_643_500_007L;

  private Entries() {}

  static Entry of(String target) {
    return of(target, "https://a.example/from", "me/1.0");
  }

  static Entry of(String target, String referer, String agent) {
    return of(TIME, target, referer, agent);
  }

  /** So many milliseconds later. */
  static Entry at(long later) {
    return of(TIME + later, "/a", "https://a.example/from", "me/1.0");
  }

  private static Entry of(long time, String target, String referer, String agent) {
    return new Entry(
        time,
        new InetSocketAddress("192.0.2.1", 4711),
        Method.GET,
        target,
        HttpVersion.HTTP_1_1,
        "/users/{id}",
        200,
        5,
        13,
        1_234_567,
        referer,
        agent,
        "abc-1",
        Outcome.COMPLETED,
        null);
  }

  /** A head that could not be read. */
  static Entry unreadable() {
    return new Entry(
        TIME,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        0,
        12_000_000_999L,
        null,
        null,
        null,
        Outcome.TIMED_OUT,
        "head-timeout");
  }
}
