package dev.covet.engine.http1;

import dev.covet.engine.LoopObserver;
import dev.covet.engine.connection.Refusal;
import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.RequestEnd;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an observer sees of a request that has ended; one for each loop. Event loop only. */
final class ObservedRequest implements RequestEnd {
  private final LoopObserver observer;
  private final String scheme;

  // of the call
  private @Nullable Http1Exchange exchange;
  private @Nullable Answer answer;
  private @Nullable SocketAddress remote;
  private Outcome outcome = Outcome.COMPLETED;
  private @Nullable String refusal;
  private long nanos;

  ObservedRequest(LoopObserver observer, String scheme) {
    this.observer = observer;
    this.scheme = scheme;
  }

  /** A request begins. */
  void began() {
    observer.began();
  }

  /**
   * Tells the observer that a request has ended.
   *
   * @param request holds the head and the body
   * @param given the answer, which may be another exchange's
   * @param peer where it came from
   * @param how how it ended
   * @param why the engine refused it, or null
   */
  void tell(
      Http1Exchange request,
      Answer given,
      @Nullable SocketAddress peer,
      Outcome how,
      @Nullable Refusal why) {
    exchange = request;
    answer = given;
    remote = peer;
    outcome = how;
    refusal = why == null ? request.refusedFor : why.name();
    nanos = Math.max(0, System.nanoTime() - request.began);
    Object tag = request.tag;
    request.observed = false;
    request.tag = null;
    request.refusedFor = null;
    observer.ended(this, tag);
    exchange = null;
    answer = null;
    remote = null;
  }

  private RequestHead head() {
    return Objects.requireNonNull(exchange).head;
  }

  @Override
  public @Nullable Method method() {
    return head().hasRequestLine() ? head().method() : null;
  }

  @Override
  public @Nullable String rawPath() {
    return head().hasRequestLine() ? head().rawPath() : null;
  }

  @Override
  public @Nullable String rawQuery() {
    return head().hasRequestLine() ? head().rawQuery() : null;
  }

  @Override
  public @Nullable HttpVersion version() {
    return head().hasRequestLine() ? head().version() : null;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public @Nullable String header(String name) {
    return head().complete() ? head().header(name) : null;
  }

  @Override
  public @Nullable SocketAddress remote() {
    return remote;
  }

  @Override
  public int status() {
    return Objects.requireNonNull(answer).status();
  }

  @Override
  public long bytesIn() {
    return head().complete() ? Objects.requireNonNull(exchange).body.payload() : 0;
  }

  @Override
  public long bytesOut() {
    return Objects.requireNonNull(answer).sent();
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
