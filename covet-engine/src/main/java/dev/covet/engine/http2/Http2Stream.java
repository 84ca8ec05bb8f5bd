package dev.covet.engine.http2;

import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.connection.Refusal;
import dev.covet.http.Limits;
import org.jspecify.annotations.Nullable;

/** One stream: a request, its answer, their windows. Event loop only. */
final class Http2Stream {
  final int id;
  final RequestHead head;
  final StreamInput input;
  final StreamOutput output = new StreamOutput();
  final StreamClock clock;

  /** What the application holds; null once it was taken away. */
  @Nullable Http2Exchange exchange;

  Serving serving = Serving.DONE;
  Priority priority;
  long bodyLimit;
  long timeLimit;

  /** What we may still send; negative after the client shrank its windows (RFC 9113, 6.9.2). */
  long sendWindow;

  /** Bytes of the body that were sent. */
  long sentBytes;

  /** Whether it is in the sender's queue. */
  boolean queued;

  /** Whether bytes wait for a window. */
  boolean blocked;

  /** Whether it is closed and out of the map. */
  boolean closed;

  /** Whether somebody waits for the end of the request. */
  boolean observed;

  /** When its head was there; only if it is observed. */
  long began;

  @Nullable Object tag;

  /** Why who serves it refuses it, or null; only if it is observed. */
  @Nullable String refusedFor;

  /** Why the engine answers it, or null. */
  @Nullable Refusal refusal;

  boolean continueSent;

  /** Whether END_STREAM is in the output. */
  boolean finished;

  Http2Stream(
      int id, RequestHead head, boolean ended, long sendWindow, Limits limits, Session session) {
    this.id = id;
    this.head = head;
    this.priority = Priority.of(head.fields().first("priority"));
    this.input = new StreamInput(head.contentLength(), ended);
    this.sendWindow = sendWindow;
    this.bodyLimit = limits.body();
    this.clock = new StreamClock(this, session, limits);
  }

  /** Whether the answer is there to its last byte, sent or waiting for a window. */
  boolean answered() {
    return output.ended();
  }
}
