package dev.covet.test;

import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Method;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as the application layer sees it, made of a test's. */
final class MemoryRequest implements IncomingRequest {
  private final TestRequest request;
  private final String scheme;
  private final String path;
  private final @Nullable String query;
  private int read;

  MemoryRequest(TestRequest request, String scheme) {
    this.request = request;
    this.scheme = scheme;
    int mark = request.target().indexOf('?');
    this.path = mark < 0 ? request.target() : request.target().substring(0, mark);
    this.query = mark < 0 ? null : request.target().substring(mark + 1);
  }

  @Override
  public Method method() {
    return Method.of(request.method());
  }

  @Override
  public HttpVersion version() {
    return HttpVersion.HTTP_1_1;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String authority() {
    String host = header("host");
    return host == null ? "localhost" : host;
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public @Nullable String rawQuery() {
    return query;
  }

  @Override
  public int headerCount() {
    return request.headers().size();
  }

  @Override
  public String headerName(int index) {
    return request.headers().name(index);
  }

  @Override
  public String headerValue(int index) {
    return request.headers().value(index);
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().first(name);
  }

  @Override
  public List<String> headers(String name) {
    return request.headers().all(name);
  }

  @Override
  public SocketAddress remote() {
    return InetSocketAddress.createUnresolved("memory", 0);
  }

  @Override
  public SocketAddress local() {
    return InetSocketAddress.createUnresolved("memory", 0);
  }

  @Override
  public long contentLength() {
    return request.body().length;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int left = request.body().length - read;
    if (left == 0) {
      return -1;
    }
    int count = Math.min(length, left);
    System.arraycopy(request.body(), read, target, offset, count);
    read += count;
    return count;
  }

  @Override
  public Headers trailers() {
    return Headers.empty();
  }
}
