package dev.covet.engine.http2;

import dev.covet.http.Http2Limits;
import java.util.concurrent.TimeUnit;

/**
 * What one connection may cost beyond its requests. Every known flood of HTTP/2 is made of frames
 * that cost the sender next to nothing and the server something: work that is begun and thrown away
 * (resets), answers (PING, SETTINGS), bookkeeping (PRIORITY, WINDOW_UPDATE, empty frames). Each
 * kind has a counter over a window of time; useful traffic earns credit, because a client that
 * moves much data rightly sends many updates. One exhausted counter ends the connection with
 * ENHANCE_YOUR_CALM.
 *
 * <p>Windows are fixed, not sliding: a client may spend two budgets across a border, never more.
 * Event loop only.
 */
final class AbuseBudget {
  private static final long CONTROL_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long RESET_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Credit that is kept for later: a burst of answers may be acknowledged a little afterwards. */
  private static final int MOST_CREDIT = 10_000;

  /** A CONTINUATION below this is small: no honest client cuts a block in such pieces. */
  private static final int SMALL_CONTINUATION = 1024;

  /** What an honest client takes at least before it widens its windows. */
  private static final int SMALLEST_UPDATE = 4096;

  private final Http2Limits limits;
  private long resetWindow;
  private int resets;
  private long controlWindow;
  private int control;
  private int updateCredit;
  private int pingCredit;
  private int emptyData;
  private int continuations;

  AbuseBudget(Http2Limits limits, long now) {
    this.limits = limits;
    resetWindow = now;
    controlWindow = now;
  }

  /** A stream was reset: by the client, or by us for a fault of the client's. */
  void reset(long now) throws ConnectionError {
    if (now - resetWindow >= RESET_NANOS) {
      resetWindow = now;
      resets = 0;
    }
    spend(++resets, limits.resets(), "too many reset streams");
  }

  /** A PING, PRIORITY or unknown frame came. */
  void ping(long now) throws ConnectionError {
    if (pingCredit > 0) {
      pingCredit--;
    } else {
      control(now);
    }
  }

  /** A WINDOW_UPDATE came. */
  void windowUpdate(long now) throws ConnectionError {
    if (updateCredit > 0) {
      updateCredit--;
    } else {
      control(now);
    }
  }

  /** SETTINGS came, which nothing earns. */
  void settings(long now) throws ConnectionError {
    control(now);
  }

  /** HEADERS or DATA came. */
  void useful() {
    pingCredit = Math.min(MOST_CREDIT, pingCredit + 1);
  }

  /**
   * A DATA frame was sent. Go's client tells its windows, the stream's and the connection's, after
   * every 4 KiB that its user takes, so a full frame is answered by eight updates.
   */
  void dataSent(int length) {
    int pieces = Math.max(1, (length + SMALLEST_UPDATE - 1) / SMALLEST_UPDATE);
    updateCredit = Math.min(MOST_CREDIT, updateCredit + 2 * pieces);
  }

  /** DATA came; {@code wasted} if it held nothing and ended nothing. */
  void data(boolean wasted) throws ConnectionError {
    if (wasted) {
      spend(++emptyData, limits.emptyData(), "too many empty DATA frames");
    }
  }

  /** A header block begins. */
  void headers() {
    continuations = 0;
  }

  /** A CONTINUATION came. */
  void continuation(int length) throws ConnectionError {
    if (length < SMALL_CONTINUATION) {
      spend(++continuations, limits.continuations(), "too many small CONTINUATION frames");
    }
  }

  private void control(long now) throws ConnectionError {
    if (now - controlWindow >= CONTROL_NANOS) {
      controlWindow = now;
      control = 0;
    }
    spend(++control, limits.controlFrames(), "too many control frames");
  }

  private static void spend(int spent, int limit, String what) throws ConnectionError {
    if (spent > limit) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, what);
    }
  }
}
