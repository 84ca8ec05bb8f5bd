package dev.covet.bridge;

import dev.covet.engine.EventLoop;
import dev.covet.engine.Exchange;
import dev.covet.engine.WebSocketEvents;
import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.http.WebSocketTerms;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that allocates nothing and counts the bytes of its answers. */
final class FakeExchange implements Exchange {
  private static final SocketAddress NOWHERE = new InetSocketAddress(0);

  private final EventLoop loop;
  long answered;
  boolean aborted;

  FakeExchange(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public boolean limitBody(long bytes) {
    return true;
  }

  @Override
  public void limitTime(long nanos) {}

  @Override
  public void respond(Status status, Headers headers, byte[] body, int offset, int length) {
    answered += length;
  }

  @Override
  public void webSocket(Headers headers, WebSocketTerms terms, WebSocketEvents events) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void start(Status status, Headers headers, long length) {}

  @Override
  public void write(byte[] source, int offset, int length) {
    answered += length;
  }

  @Override
  public void flush() {}

  @Override
  public void end(Headers trailers) {}

  @Override
  public boolean committed() {
    return false;
  }

  @Override
  public void abort() {
    aborted = true;
  }

  @Override
  public Method method() {
    return Method.GET;
  }

  @Override
  public HttpVersion version() {
    return HttpVersion.HTTP_1_1;
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public String authority() {
    return "localhost";
  }

  @Override
  public String rawPath() {
    return "/";
  }

  @Override
  public @Nullable String rawQuery() {
    return null;
  }

  @Override
  public int headerCount() {
    return 0;
  }

  @Override
  public String headerName(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public String headerValue(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    return List.of();
  }

  @Override
  public SocketAddress remote() {
    return NOWHERE;
  }

  @Override
  public SocketAddress local() {
    return NOWHERE;
  }

  @Override
  public long contentLength() {
    return 0;
  }

  @Override
  public Headers trailers() {
    return Headers.empty();
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    return -1;
  }
}
