package dev.covet.engine.http2;

import dev.covet.engine.EventLoop;
import dev.covet.engine.Exchange;
import dev.covet.engine.WebSocketEvents;
import dev.covet.engine.connection.Blocking;
import dev.covet.engine.connection.Crossing;
import dev.covet.engine.connection.Refusal;
import dev.covet.engine.websocket.WebSocketConnection;
import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestEnd.Outcome;
import dev.covet.http.Status;
import dev.covet.http.WebSocketTerms;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The application's hold on a stream. Fields belong to the event loop; a thread that the loop
 * carries counts as the loop. Calls from other threads cross by one task each. Once the session has
 * given it up ({@code stream == null}) every call is inert.
 */
final class Http2Exchange implements Exchange {
  /** Bytes that wait from which they are sent without being asked. */
  private static final int FLUSH_AT = 8 << 10;

  /** A body up to this may be changed by its owner once it was given on the loop. */
  private static final int COPIED = 4 << 10;

  /** RFC 6455, section 7.1.5. */
  private static final int LOST = 1006;

  private final Session session;
  private final RequestHead head;
  private final SocketAddress remote;
  private final SocketAddress local;
  private final List<X509Certificate> client;
  private final boolean emptyBody;

  // event loop only
  private @Nullable Http2Stream stream;
  private @Nullable Crossing reading;

  // the serving thread only
  private boolean committed;

  Http2Exchange(Session session, Http2Stream stream) {
    this.session = session;
    this.stream = stream;
    this.head = stream.head;
    this.emptyBody = stream.input.ended();
    this.client = session.connection().client();
    this.remote = session.connection().remote();
    this.local = session.connection().local();
  }

  /** Takes the stream away: what waits fails, what comes later is inert. */
  void giveUp(String reason) {
    Http2Stream lost = stream;
    stream = null;
    if (reading != null) {
      reading.fail(new IOException(reason));
      reading = null;
    }
    if (lost != null && !lost.output.ended()) {
      lost.output.drop(reason);
    }
    Http2Tunnel tunnel = lost == null ? null : lost.output.tunnel;
    if (tunnel != null) {
      tunnel.lost();
    }
  }

  /** Bytes arrived, or the body ended: goes on with a read that waits. */
  void feed() {
    Crossing op = reading;
    Http2Stream owner = stream;
    if (owner != null && owner.output.tunnel != null) {
      owner.output.tunnel.feed();
      return;
    }
    if (op == null || owner == null) {
      return;
    }
    if (!op.work()) {
      reading = null;
      return;
    }
    int count = take(owner, op.bytes, op.offset, op.left());
    if (count == StreamInput.MORE) {
      op.pause();
      return;
    }
    reading = null;
    owner.clock.bodyArrives();
    if (count == StreamInput.TOO_LARGE) {
      op.failNow(tooLarge(owner));
    } else {
      op.done(count);
    }
  }

  private int take(Http2Stream owner, byte[] target, int offset, int length) {
    int count = owner.input.take(target, offset, length, owner.bodyLimit);
    if (count > 0) {
      session.taken(owner, count);
    }
    return count;
  }

  private IOException tooLarge(Http2Stream owner) {
    session.refuse(owner, Refusal.BODY_TOO_LARGE);
    return new IOException(Refusal.BODY_TOO_LARGE.detail());
  }

  // ---- request half

  @Override
  public Method method() {
    return head.method();
  }

  @Override
  public HttpVersion version() {
    return HttpVersion.HTTP_2;
  }

  @Override
  public String scheme() {
    return session.scheme();
  }

  @Override
  public String authority() {
    return head.authority();
  }

  @Override
  public String rawPath() {
    return head.rawPath();
  }

  @Override
  public @Nullable String rawQuery() {
    return head.rawQuery();
  }

  @Override
  public int headerCount() {
    return head.fields().count();
  }

  @Override
  public String headerName(int index) {
    return head.fields().name(index);
  }

  @Override
  public String headerValue(int index) {
    return head.fields().value(index);
  }

  @Override
  public @Nullable String header(String name) {
    return head.fields().first(name);
  }

  @Override
  public List<String> headers(String name) {
    return head.fields().all(name);
  }

  @Override
  public SocketAddress remote() {
    return remote;
  }

  @Override
  public SocketAddress local() {
    return local;
  }

  @Override
  public List<X509Certificate> clientCertificates() {
    return client;
  }

  @Override
  public long contentLength() {
    return head.contentLength() >= 0 ? head.contentLength() : emptyBody ? 0 : -1;
  }

  @Override
  public Headers trailers() {
    Http2Stream owner = stream;
    return owner == null ? Headers.empty() : owner.input.trailers();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!session.loop.inLoop()) {
      return crossRead(target, offset, length);
    }
    Http2Stream owner = stream;
    if (owner == null) {
      throw gone();
    }
    int count = take(owner, target, offset, length);
    if (count == StreamInput.TOO_LARGE) {
      throw tooLarge(owner);
    }
    if (count != StreamInput.MORE) {
      return count;
    }
    Blocking.guard(session.loop, session.config());
    return crossRead(target, offset, length);
  }

  private int crossRead(byte[] target, int offset, int length) throws IOException {
    Crossing op = new Crossing(target, offset, length);
    session.loop.execute(() -> startRead(op));
    return op.await();
  }

  private void startRead(Crossing op) {
    Http2Stream owner = stream;
    if (owner == null) {
      op.fail(gone());
      return;
    }
    reading = op;
    if (!owner.input.ended()) {
      owner.clock.bodyAwaited();
      if (head.expectsContinue() && !owner.continueSent && !owner.output.started()) {
        owner.continueSent = true;
        session.sender.goOn(owner);
        session.touch();
      }
    }
    feed();
  }

  // ---- answer half

  @Override
  public EventLoop loop() {
    return session.loop;
  }

  @Override
  public boolean limitBody(long bytes) {
    Http2Stream owner = streamOrThrow();
    owner.bodyLimit = bytes;
    if (head.contentLength() > bytes) {
      session.refuse(owner, Refusal.BODY_TOO_LARGE);
      return false;
    }
    return true;
  }

  @Override
  public void limitTime(long nanos) {
    streamOrThrow().timeLimit = nanos;
  }

  @Override
  public void tag(Object tag) {
    streamOrThrow().tag = tag;
  }

  @Override
  public void refusedFor(String reason) {
    streamOrThrow().refusedFor = reason;
  }

  @Override
  public void time(PhaseTimes times) {
    session.time(times);
  }

  @Override
  public boolean committed() {
    return committed;
  }

  @Override
  public void respond(Status status, Headers headers, byte[] source, int offset, int length) {
    commit();
    Objects.checkFromIndexSize(offset, length, source.length);
    if (session.loop.inLoop()) {
      respondNow(status, headers, source, offset, length);
    } else {
      session.loop.execute(() -> respondNow(status, headers, source, offset, length));
    }
  }

  private void respondNow(Status status, Headers headers, byte[] source, int offset, int length) {
    Http2Stream owner = stream;
    if (owner == null) {
      return;
    }
    if (refusesTunnel(owner, status)) {
      return;
    }
    StreamOutput output = owner.output;
    output.head(head.method(), status, headers, length);
    output.whole(source, offset, length);
    if (length <= COPIED) {
      output.own();
    }
    ready(owner);
  }

  @Override
  public void webSocket(Headers headers, WebSocketTerms terms, WebSocketEvents events) {
    if (!head.isTunnel()) {
      throw new IllegalStateException("not a handshake of WebSocket");
    }
    commit();
    // Not on the handler's thread, even if the loop carries it: what is told starts others.
    session.loop.execute(() -> webSocketNow(headers, terms, events));
  }

  private void webSocketNow(Headers headers, WebSocketTerms terms, WebSocketEvents events) {
    Http2Stream owner = stream;
    if (owner == null) {
      events.closed(LOST, "");
      return;
    }
    owner.output.head(head.method(), Status.OK, headers, -1);
    owner.clock.answered();
    session.observe(owner, Outcome.COMPLETED);
    WebSocketConnection socket =
        new WebSocketConnection(session.loop, session.config(), terms, events);
    Http2Tunnel carrier = new Http2Tunnel(session, owner, socket);
    owner.output.tunnel = carrier;
    ready(owner);
    socket.opened(carrier);
    if (session.draining()) {
      carrier.drain();
    }
    carrier.feed();
  }

  @Override
  public void start(Status status, Headers headers, long length) {
    commit();
    if (session.loop.inLoop()) {
      startNow(status, headers, length);
    } else {
      session.loop.execute(() -> startNow(status, headers, length));
    }
  }

  private void startNow(Status status, Headers headers, long length) {
    Http2Stream owner = stream;
    if (owner != null && !refusesTunnel(owner, status)) {
      owner.output.head(head.method(), status, headers, length);
      owner.clock.answered();
      ready(owner);
    }
  }

  /**
   * To a client that asks for a tunnel any 2xx would say that it has one (RFC 9110, section 9.3.6).
   */
  private boolean refusesTunnel(Http2Stream owner, Status status) {
    boolean misleads = head.isTunnel() && status.code() >= 200 && status.code() < 300;
    if (misleads) {
      session.cancel(owner);
    }
    return misleads;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    if (!committed) {
      throw new IllegalStateException("write before start");
    }
    if (!session.loop.inLoop()) {
      cross(source, offset, length);
      return;
    }
    Http2Stream owner = stream;
    if (owner == null) {
      throw gone();
    }
    StreamOutput output = owner.output;
    if (output.waiting() + length <= StreamOutput.HIGH) {
      if (!output.append(source, offset, length)) {
        session.cut(owner);
        throw new IOException("more bytes than the announced Content-Length");
      }
      if (output.waiting() >= FLUSH_AT) {
        ready(owner);
      }
      return;
    }
    Blocking.guard(session.loop, session.config());
    cross(source, offset, length);
  }

  private void cross(byte[] source, int offset, int length) throws IOException {
    Crossing op = new Crossing(source, offset, length);
    session.loop.execute(
        () -> {
          Http2Stream owner = stream;
          if (owner == null) {
            op.fail(gone());
          } else {
            owner.output.writing = op;
            ready(owner);
          }
        });
    op.await();
  }

  @Override
  public void flush() throws IOException {
    if (!session.loop.inLoop()) {
      cross(new byte[0], 0, 0);
      return;
    }
    Http2Stream owner = stream;
    if (owner == null) {
      throw gone();
    }
    ready(owner);
  }

  @Override
  public void end(Headers trailers) throws IOException {
    if (!committed) {
      throw new IllegalStateException("end before start");
    }
    if (session.loop.inLoop()) {
      Http2Stream owner = stream;
      if (owner == null) {
        throw gone();
      }
      if (!endNow(owner, trailers)) {
        throw tooFew();
      }
      return;
    }
    Crossing op = new Crossing(new byte[0], 0, 0);
    session.loop.execute(
        () -> {
          Http2Stream owner = stream;
          if (owner == null) {
            op.fail(gone());
          } else if (!endNow(owner, trailers)) {
            op.fail(tooFew());
          } else if (op.work()) {
            op.done(0);
          }
        });
    op.await();
  }

  private boolean endNow(Http2Stream owner, Headers trailers) {
    if (!owner.output.end(trailers)) {
      session.cut(owner);
      return false;
    }
    ready(owner);
    return true;
  }

  private void ready(Http2Stream owner) {
    session.sender.ready(owner);
    session.touch();
  }

  @Override
  public void abort() {
    if (session.loop.inLoop()) {
      cut();
    } else {
      session.loop.execute(this::cut);
    }
  }

  private void cut() {
    Http2Stream owner = stream;
    if (owner != null) {
      session.cut(owner);
    }
  }

  private void commit() {
    if (committed) {
      throw new IllegalStateException("the answer has begun already");
    }
    committed = true;
  }

  private Http2Stream streamOrThrow() {
    Http2Stream owner = stream;
    if (owner == null) {
      throw new IllegalStateException("the stream is gone");
    }
    return owner;
  }

  private static IOException gone() {
    return new IOException("the stream is gone");
  }

  private static IOException tooFew() {
    return new IOException("fewer bytes than the announced Content-Length");
  }
}
