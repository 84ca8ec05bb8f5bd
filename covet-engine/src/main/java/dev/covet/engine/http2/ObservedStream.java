package dev.covet.engine.http2;

import dev.covet.engine.LoopObserver;
import dev.covet.engine.connection.Refusal;
import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.RequestEnd;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What an observer sees of a request that has ended; one for each loop. Event loop only. */
final class ObservedStream implements RequestEnd {
  /**
   * The head has a fault, or breaks a limit: the stream is reset, not answered (RFC 9113, 8.1.1).
   */
  static final String MALFORMED = "malformed-head";

  /** One stream too many. */
  static final String REFUSED = "refused-stream";

  private final LoopObserver observer;
  private final String scheme;

  // of the call
  private @Nullable RequestHead head;
  private @Nullable Http2Stream stream;
  private @Nullable SocketAddress remote;
  private Outcome outcome = Outcome.COMPLETED;
  private @Nullable String refusal;
  private long nanos;

  ObservedStream(LoopObserver observer, String scheme) {
    this.observer = observer;
    this.scheme = scheme;
  }

  /** A request begins. */
  void begin(Http2Stream stream, long since) {
    observer.began();
    stream.observed = true;
    stream.began = since;
  }

  /** Tells the observer of the end of a stream. */
  void tell(Http2Stream ended, @Nullable SocketAddress peer, Outcome how) {
    Refusal why = ended.refusal;
    stream = ended;
    head = ended.head;
    nanos = Math.max(0, System.nanoTime() - ended.began);
    Object tag = ended.tag;
    ended.observed = false;
    ended.tag = null;
    tell(peer, how, why == null ? ended.refusedFor : why.name(), tag);
  }

  /** Tells it of a request that got no stream; null for a head that is none. */
  void tellReset(@Nullable RequestHead given, @Nullable SocketAddress peer, String why) {
    observer.began();
    head = given;
    nanos = 0;
    tell(peer, Outcome.CUT, why, null);
  }

  private void tell(
      @Nullable SocketAddress peer, Outcome how, @Nullable String why, @Nullable Object tag) {
    remote = peer;
    outcome = how;
    refusal = why;
    observer.ended(this, tag);
    stream = null;
    head = null;
    remote = null;
  }

  @Override
  public @Nullable Method method() {
    return head == null ? null : head.method();
  }

  @Override
  public @Nullable String rawPath() {
    return head == null ? null : head.rawPath();
  }

  @Override
  public @Nullable String rawQuery() {
    return head == null ? null : head.rawQuery();
  }

  @Override
  public HttpVersion version() {
    return HttpVersion.HTTP_2;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public @Nullable String header(String name) {
    return head == null ? null : head.fields().first(name);
  }

  @Override
  public @Nullable SocketAddress remote() {
    return remote;
  }

  @Override
  public int status() {
    return stream == null || !stream.output.started() ? 0 : stream.output.status().code();
  }

  @Override
  public long bytesIn() {
    return stream == null ? 0 : stream.input.taken();
  }

  @Override
  public long bytesOut() {
    return stream == null ? 0 : stream.sentBytes;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }

  @Override
  public @Nullable String refusal() {
    return refusal;
  }
}
