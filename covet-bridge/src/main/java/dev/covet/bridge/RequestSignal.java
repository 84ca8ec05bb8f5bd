package dev.covet.bridge;

import java.util.function.LongSupplier;

/** As many requests as allowed are in flight, and not clearly fewer since. */
final class RequestSignal implements OverloadSignal {
  static final String REASON = "overload-requests";

  private final LongSupplier inFlight;
  private final int most;
  private boolean over;

  RequestSignal(LongSupplier inFlight, int most) {
    this.inFlight = inFlight;
    this.most = most;
  }

  @Override
  public String reason() {
    return REASON;
  }

  @Override
  public boolean look(long now) {
    long requests = inFlight.getAsLong();
    over = requests >= most || over && requests > most - most / 8;
    return over;
  }

  @Override
  public String told() {
    return most + " requests at once";
  }
}
