package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Method;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** What a browser sends to read a page, without an engine. */
class GetRequest implements IncomingRequest {
  private static final SocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 50_000);
  private static final SocketAddress SERVER = new InetSocketAddress("127.0.0.1", 8080);

  private final String path;
  private final Headers headers;

  GetRequest(String path, Headers headers) {
    this.path = path;
    this.headers = headers;
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
    return "localhost:8080";
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public String rawQuery() {
    return null;
  }

  @Override
  public int headerCount() {
    return headers.size();
  }

  @Override
  public String headerName(int index) {
    return headers.name(index);
  }

  @Override
  public String headerValue(int index) {
    return headers.value(index);
  }

  @Override
  public String header(String name) {
    return headers.first(name);
  }

  @Override
  public List<String> headers(String name) {
    return headers.all(name);
  }

  @Override
  public SocketAddress remote() {
    return CLIENT;
  }

  @Override
  public SocketAddress local() {
    return SERVER;
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
