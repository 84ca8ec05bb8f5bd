package dev.covet.engine.http1;

import dev.covet.engine.EventLoop;
import dev.covet.engine.Exchange;
import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.WebSocketEvents;
import dev.covet.engine.connection.Blocking;
import dev.covet.engine.connection.Crossing;
import dev.covet.engine.connection.Out;
import dev.covet.engine.connection.Refusal;
import dev.covet.engine.websocket.Accept;
import dev.covet.engine.websocket.Http1Tunnel;
import dev.covet.engine.websocket.WebSocketConnection;
import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.PhaseTimes;
import dev.covet.http.Status;
import dev.covet.http.WebSocketTerms;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.FileChannel;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The request that a connection is serving, with the buffers it needs for that; borrowed from the
 * loop's pool while the connection has anything to do, so an idle connection holds none.
 *
 * <p>Fields belong to the event loop; a thread that the loop carries counts as the loop. Calls from
 * other threads cross by one task each. Once the connection has given the exchange up ({@code
 * connection == null}) every call is inert.
 */
final class Http1Exchange implements Exchange {
  /** Bytes in the output beyond which a writer waits. */
  static final int OUT_HIGH = 32 << 10;

  /** A WebSocket that ended without a word (RFC 6455, section 7.1.5). */
  private static final int LOST = 1006;

  /** Bytes in the output from which they are sent without being asked. */
  static final int FLUSH_AT = 8 << 10;

  final Http1Context context;
  final RequestHead head;
  final RequestBody body;
  final Input input = new Input();
  final Out out = new Out();
  final Answer answer;

  // event loop only
  @Nullable Http1Connection connection;
  Serving serving = Serving.DONE;
  long bodyLimit;
  long timeLimit;
  boolean continueSent;
  @Nullable Crossing reading;
  @Nullable Crossing writing;

  /** Whether somebody waits for the end of this request. */
  boolean observed;

  /** When its head was there; only if it is observed. */
  long began;

  /** When the parsing of its head began, the last part of it; only if that is measured. */
  long parsing;

  @Nullable Object tag;

  /** Why who serves it refuses it, or null; only if it is observed. */
  @Nullable String refusedFor;

  /** A part of a file that waits for its turn. */
  private @Nullable FileSending file;

  private byte @Nullable [] tail;
  private int tailOffset;
  private int tailEnd;

  // the serving thread only
  private boolean committed;

  Http1Exchange(Http1Context context) {
    this.context = context;
    this.head = new RequestHead(context.limits, context.config.strictHost(), context.paths);
    this.body = new RequestBody(context.limits);
    this.answer = new Answer(out, context.heads);
  }

  // ---- life, by the connection

  void open(Http1Connection owner) {
    connection = owner;
  }

  void clear() {
    connection = null;
    input.clear();
    out.clear();
    endRequest();
  }

  /** The head is complete: {@code input.start} is just after it. */
  void beginRequest() {
    input.hold();
    bodyLimit = context.limits.body();
    timeLimit = context.requestNanos;
    continueSent = false;
    committed = false;
    answer.reset();
    body.begin(head.chunked(), head.contentLength(), bodyLimit);
    if (context.observed != null) {
      observe(context.observed, context.loop.ioTime());
    }
  }

  /** From now on somebody waits for the end of the request. */
  void observe(ObservedRequest by, long since) {
    by.began();
    observed = true;
    began = since;
  }

  void endRequest() {
    serving = Serving.DONE;
    input.letGo();
    head.reset();
    answer.reset();
    reading = null;
    writing = null;
    tail = null;
  }

  /** Whether the answer is in the output to its last byte. */
  boolean complete() {
    return answer.ended();
  }

  /** Takes the exchange from its connection: what waits fails, what comes later is inert. */
  void giveUp(String reason) {
    connection = null;
    IOException cause = new IOException(reason);
    if (reading != null) {
      reading.fail(cause);
      reading = null;
    }
    if (writing != null) {
      writing.fail(cause);
      writing = null;
    }
    if (file != null) {
      file.crossing().fail(cause);
      file = null;
    }
    tail = null;
  }

  /** Moves bytes that wait for room into the output. */
  void pump() {
    while (out.length < OUT_HIGH && (tail != null || writing != null)) {
      if (tail != null) {
        pumpTail(tail);
      } else if (writing != null) {
        pumpWriting(writing);
      }
    }
  }

  boolean hasMore() {
    return tail != null || writing != null || file != null;
  }

  private void pumpTail(byte[] source) {
    int count = Math.min(tailEnd - tailOffset, OUT_HIGH - out.length);
    answer.body(source, tailOffset, count);
    tailOffset += count;
    if (tailOffset == tailEnd) {
      tail = null;
      answer.end(Headers.empty());
    }
  }

  private void pumpWriting(Crossing op) {
    if (!op.work()) {
      writing = null;
      return;
    }
    int count = Math.min(op.left(), OUT_HIGH - out.length);
    if (!answer.body(op.bytes, op.offset, count)) {
      writing = null;
      op.failNow(new IOException("more bytes than the announced Content-Length"));
      cut();
      return;
    }
    op.offset += count;
    if (op.left() == 0) {
      writing = null;
      op.done(0);
    } else {
      op.pause();
    }
  }

  /** Bytes arrived, or the input ended: goes on with a read that waits. */
  void feed() {
    Crossing op = reading;
    Http1Connection owner = connection;
    if (op == null || owner == null) {
      return;
    }
    if (!op.work()) {
      reading = null;
      return;
    }
    int count = body.take(input, op.bytes, op.offset, op.left());
    if (count == RequestBody.MORE && !owner.inputEnded()) {
      op.pause();
      return;
    }
    reading = null;
    owner.bodyArrived();
    if (count == RequestBody.BROKEN) {
      op.failNow(broken(owner));
    } else if (count == RequestBody.MORE) {
      op.failNow(truncated(owner));
    } else {
      op.done(count);
    }
  }

  private IOException broken(Http1Connection owner) {
    Refusal refusal = Objects.requireNonNull(body.refusal());
    owner.refuseServed(refusal);
    return new IOException(refusal.detail());
  }

  private IOException truncated(Http1Connection owner) {
    owner.truncated();
    return new IOException("the client went away in the middle of the body");
  }

  // ---- request half

  @Override
  public Method method() {
    return head.method();
  }

  @Override
  public HttpVersion version() {
    return head.version();
  }

  @Override
  public String scheme() {
    return context.scheme();
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
    return head.headerCount();
  }

  @Override
  public String headerName(int index) {
    return head.headerName(index);
  }

  @Override
  public String headerValue(int index) {
    return head.headerValue(index);
  }

  @Override
  public @Nullable String header(String name) {
    return head.header(name);
  }

  @Override
  public List<String> headers(String name) {
    return head.headers(name);
  }

  @Override
  public SocketAddress remote() {
    return connectionOrThrow().remote();
  }

  @Override
  public SocketAddress local() {
    return connectionOrThrow().local();
  }

  @Override
  public List<X509Certificate> clientCertificates() {
    return connectionOrThrow().client();
  }

  @Override
  public long contentLength() {
    return head.contentLength();
  }

  @Override
  public Headers trailers() {
    return body.trailers();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!context.loop.inLoop()) {
      return crossRead(target, offset, length);
    }
    Http1Connection owner = connection;
    if (owner == null) {
      throw gone();
    }
    int count = body.take(input, target, offset, length);
    if (count == RequestBody.BROKEN) {
      throw broken(owner);
    }
    if (count != RequestBody.MORE) {
      owner.bodyTaken();
      return count;
    }
    if (owner.inputEnded()) {
      throw truncated(owner);
    }
    Blocking.guard(context.loop, context.config);
    return crossRead(target, offset, length);
  }

  /**
   * From anywhere: makes no use of what the caller knew, because the guard may have let the loop
   * take a turn.
   */
  private int crossRead(byte[] target, int offset, int length) throws IOException {
    Crossing op = new Crossing(target, offset, length);
    context.loop.execute(() -> startRead(op));
    return op.await();
  }

  private void startRead(Crossing op) {
    Http1Connection owner = connection;
    if (owner == null) {
      op.fail(gone());
      return;
    }
    reading = op;
    owner.awaitBody();
    feed();
    owner.touch();
  }

  // ---- answer half

  @Override
  public EventLoop loop() {
    return context.loop;
  }

  @Override
  public boolean limitBody(long bytes) {
    bodyLimit = bytes;
    body.limit(bytes);
    if (head.contentLength() > bytes) {
      Objects.requireNonNull(connection).refuse(Refusal.BODY_TOO_LARGE);
      return false;
    }
    return true;
  }

  @Override
  public void limitTime(long nanos) {
    timeLimit = nanos;
  }

  @Override
  public void tag(Object tag) {
    this.tag = tag;
  }

  @Override
  public void refusedFor(String reason) {
    refusedFor = reason;
  }

  @Override
  public void time(PhaseTimes times) {
    if (context.timed) {
      times.begin(context.loop.ioTime(), parsing);
    }
  }

  @Override
  public boolean committed() {
    return committed;
  }

  @Override
  public void respond(Status status, Headers headers, byte[] source, int offset, int length) {
    commit();
    Objects.checkFromIndexSize(offset, length, source.length);
    if (context.loop.inLoop()) {
      respondNow(status, headers, source, offset, length);
    } else {
      context.loop.execute(() -> respondNow(status, headers, source, offset, length));
    }
  }

  private void respondNow(Status status, Headers headers, byte[] source, int offset, int length) {
    Http1Connection owner = connection;
    if (owner == null) {
      return;
    }
    answer.head(head, status, headers, length, owner.keepsAlive(), context.loop.millis());
    if (length <= OUT_HIGH - FLUSH_AT) {
      answer.body(source, offset, length);
      answer.end(Headers.empty());
    } else {
      tail = source;
      tailOffset = offset;
      tailEnd = offset + length;
    }
    owner.touch();
  }

  @Override
  public void start(Status status, Headers headers, long length) {
    commit();
    if (context.loop.inLoop()) {
      startNow(status, headers, length);
    } else {
      context.loop.execute(() -> startNow(status, headers, length));
    }
  }

  private void startNow(Status status, Headers headers, long length) {
    Http1Connection owner = connection;
    if (owner != null) {
      answer.head(head, status, headers, length, owner.keepsAlive(), context.loop.millis());
      owner.touch();
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    if (!committed) {
      throw new IllegalStateException("write before start");
    }
    if (!context.loop.inLoop()) {
      cross(source, offset, length);
      return;
    }
    Http1Connection owner = connection;
    if (owner == null) {
      throw gone();
    }
    if (out.length + length <= OUT_HIGH && owner.writable()) {
      if (!answer.body(source, offset, length)) {
        cut();
        throw new IOException("more bytes than the announced Content-Length");
      }
      if (out.length >= FLUSH_AT) {
        owner.touch();
      }
      return;
    }
    Blocking.guard(context.loop, context.config);
    cross(source, offset, length);
  }

  private void cross(byte[] source, int offset, int length) throws IOException {
    Crossing op = new Crossing(source, offset, length);
    context.loop.execute(
        () -> {
          if (connection == null) {
            op.fail(gone());
          } else {
            writing = op;
            connection.touch();
          }
        });
    op.await();
  }

  /** TLS has to see the bytes. */
  @Override
  public boolean sendsFiles() {
    return !context.secure;
  }

  @Override
  public void sendFile(FileChannel source, long position, int count) throws IOException {
    if (!committed) {
      throw new IllegalStateException("sendFile before start");
    }
    if (context.loop.inLoop()) {
      Blocking.guard(context.loop, context.config);
    }
    Crossing op = new Crossing(new byte[0], 0, 0);
    FileSending sending = new FileSending(source, position, count, op);
    context.loop.execute(
        () -> {
          if (connection == null) {
            op.fail(gone());
          } else {
            file = sending;
            connection.touch();
          }
        });
    op.await();
  }

  /** The part of a file that is to be sent now, as its sender still wants it; else null. */
  @Nullable FileSending beginFile() {
    FileSending sending = file;
    if (sending == null || !sending.crossing().work()) {
      file = null;
      return null;
    }
    file = null;
    if (!answer.skip(sending.count())) {
      sending.crossing().failNow(new IOException("more bytes than the announced Content-Length"));
      cut();
      return null;
    }
    return sending;
  }

  @Override
  public void flush() throws IOException {
    if (!context.loop.inLoop()) {
      cross(new byte[0], 0, 0);
      return;
    }
    Http1Connection owner = connection;
    if (owner == null) {
      throw gone();
    }
    owner.touch();
  }

  @Override
  public void end(Headers trailers) throws IOException {
    if (!committed) {
      throw new IllegalStateException("end before start");
    }
    if (context.loop.inLoop()) {
      if (connection == null) {
        throw gone();
      }
      if (!endNow(trailers)) {
        throw new IOException("fewer bytes than the announced Content-Length");
      }
      return;
    }
    Crossing op = new Crossing(new byte[0], 0, 0);
    context.loop.execute(
        () -> {
          if (connection == null) {
            op.fail(gone());
          } else if (endNow(trailers)) {
            if (op.work()) {
              op.done(0);
            }
          } else {
            op.fail(new IOException("fewer bytes than the announced Content-Length"));
          }
        });
    op.await();
  }

  private boolean endNow(Headers trailers) {
    if (!answer.end(trailers)) {
      cut();
      return false;
    }
    Objects.requireNonNull(connection).touch();
    return true;
  }

  /**
   * Ends HTTP on this connection: answers 101, then hands the channel with all further bytes over.
   * The hook for protocols that begin as a request. On the loop, and only for a request without a
   * body that asked for it.
   *
   * @param protocol what is switched to, as in the Upgrade field
   * @param headers further fields of the answer
   * @param next takes this connection's place in the channel's pipeline
   * @throws IllegalStateException if the request did not ask for it, has a body, or an answer has
   *     begun
   */
  void upgrade(String protocol, Headers headers, ChannelHandler next) {
    String asked = head.upgrade();
    if (asked == null || !body.ended() || !context.loop.inLoop()) {
      throw new IllegalStateException("not a request to upgrade, or not on the loop");
    }
    commit();
    upgradeNow(connectionOrThrow(), protocol, headers, next);
  }

  private void upgradeNow(
      Http1Connection owner, String protocol, Headers headers, ChannelHandler next) {
    answer.switching(protocol, headers, context.loop.millis());
    owner.upgrade(next);
  }

  @Override
  public void webSocket(Headers headers, WebSocketTerms terms, WebSocketEvents events) {
    String key = head.header("sec-websocket-key");
    String asked = head.upgrade();
    if (key == null || asked == null || !asked.equalsIgnoreCase("websocket") || !body.ended()) {
      throw new IllegalStateException("not a handshake of WebSocket");
    }
    commit();
    Headers answered = headers.with("Sec-WebSocket-Accept", Accept.of(key));
    // Not on the handler's thread, even if the loop carries it: what is told starts others.
    context.loop.execute(() -> webSocketNow(answered, terms, events));
  }

  private void webSocketNow(Headers headers, WebSocketTerms terms, WebSocketEvents events) {
    Http1Connection owner = connection;
    if (owner == null) {
      events.closed(LOST, "");
      return;
    }
    WebSocketConnection socket =
        new WebSocketConnection(context.loop, context.config, terms, events);
    upgradeNow(
        owner,
        "websocket",
        headers,
        new Http1Tunnel(socket, context.config, context.secure, context.connections));
  }

  @Override
  public void abort() {
    if (context.loop.inLoop()) {
      cut();
    } else {
      context.loop.execute(this::cut);
    }
  }

  private void cut() {
    Http1Connection owner = connection;
    if (owner != null) {
      owner.cut();
    }
  }

  private void commit() {
    if (committed) {
      throw new IllegalStateException("the answer has begun already");
    }
    committed = true;
  }

  private Http1Connection connectionOrThrow() {
    Http1Connection owner = connection;
    if (owner == null) {
      throw new IllegalStateException("the connection is gone");
    }
    return owner;
  }

  private static IOException gone() {
    return new IOException("the connection is gone");
  }
}
