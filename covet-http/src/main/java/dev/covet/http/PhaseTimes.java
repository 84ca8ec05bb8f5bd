package dev.covet.http;

/**
 * How long one request was in each of its phases. It is in one phase at any time, so the times add
 * up to the whole. Neutral on purpose: nothing here assumes that the reader is Java code.
 *
 * <p>Threading: plain fields, written by the thread that works for the request at the time: its
 * event loop, then the thread that serves it, then the loop again; each handover orders what was
 * written. A handler that goes on after its deadline may still write when others read: its request
 * then tells times that are off, and hurts nothing. Times are those of {@link System#nanoTime()}.
 */
public final class PhaseTimes {
  private static final RequestPhase[] ALL = RequestPhase.values();

  private final boolean told;
  private final long[] since = new long[ALL.length];
  private final long[] spent = new long[ALL.length];

  /** A bit for each phase that was entered. */
  private int entered;

  private RequestPhase current = RequestPhase.QUEUE;
  private long mark;
  private boolean ended;

  /**
   * Nothing yet.
   *
   * @param told whether the client is told
   */
  public PhaseTimes(boolean told) {
    this.told = told;
  }

  /** {@return whether the client is told} */
  public boolean told() {
    return told;
  }

  /**
   * The request begins: it waited, and now its head is parsed.
   *
   * @param turn the time of the turn of the event loop in which its head was complete. A loop reads
   *     its clock when it is first asked, which may be after the parsing began: then nothing waited
   * @param parsing when the parsing of its head began
   */
  public void begin(long turn, long parsing) {
    mark = turn - parsing < 0 ? turn : parsing;
    current = RequestPhase.QUEUE;
    arrive(current, mark);
    enter(RequestPhase.PARSE, parsing);
  }

  /**
   * Ends the current phase and begins another one now.
   *
   * @param next the other one
   * @return the one that has ended
   */
  public RequestPhase enter(RequestPhase next) {
    return enter(next, System.nanoTime());
  }

  /**
   * Ends the current phase and begins another one.
   *
   * @param next the other one
   * @param now when
   * @return the one that has ended
   */
  public RequestPhase enter(RequestPhase next, long now) {
    RequestPhase before = current;
    pass(now);
    current = next;
    arrive(next, now);
    return before;
  }

  /**
   * The request has ended; what comes later does not count. A second call does nothing.
   *
   * @param nanos the time from {@link #begin}
   */
  public void end(long nanos) {
    if (!ended) {
      pass(began() + nanos);
      ended = true;
    }
  }

  private void pass(long now) {
    if (!ended) {
      spent[current.ordinal()] += Math.max(0, now - mark);
      mark = now;
    }
  }

  private void arrive(RequestPhase phase, long now) {
    int bit = 1 << phase.ordinal();
    if ((entered & bit) == 0) {
      entered |= bit;
      since[phase.ordinal()] = now;
    }
  }

  /** {@return when it began} */
  public long began() {
    return since[RequestPhase.QUEUE.ordinal()];
  }

  /**
   * {@return whether it was in a phase}
   *
   * @param phase the phase
   */
  public boolean has(RequestPhase phase) {
    return (entered & 1 << phase.ordinal()) != 0;
  }

  /**
   * {@return when a phase began first}
   *
   * @param phase one that it was in
   */
  public long since(RequestPhase phase) {
    return since[phase.ordinal()];
  }

  /**
   * {@return the time in a phase in nanoseconds, as far as it was left}
   *
   * @param phase the phase
   */
  public long nanos(RequestPhase phase) {
    return spent[phase.ordinal()];
  }

  /**
   * {@return the times in the form of {@code Server-Timing} (W3C), in milliseconds}
   *
   * @param first the first phase
   * @param last the last one
   */
  public String text(RequestPhase first, RequestPhase last) {
    StringBuilder text = new StringBuilder(96);
    for (int i = first.ordinal(); i <= last.ordinal(); i++) {
      if (has(ALL[i])) {
        text.append(text.isEmpty() ? "" : ", ").append(ALL[i].text()).append(";dur=");
        millis(text, spent[i] / 1000);
      }
    }
    return text.toString();
  }

  private static void millis(StringBuilder text, long micros) {
    String fraction = Long.toString(1000 + micros % 1000);
    text.append(micros / 1000).append('.').append(fraction, 1, 4);
  }
}
