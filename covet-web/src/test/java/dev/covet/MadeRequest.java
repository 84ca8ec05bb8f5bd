package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Method;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request without an engine. */
final class MadeRequest implements IncomingRequest {
  private final Method method;
  private final String path;
  private final @Nullable String query;
  private Headers headers = Headers.empty();
  private byte[] body = new byte[0];
  private int read;
  private boolean broken;

  MadeRequest(String method, String target) {
    int mark = target.indexOf('?');
    this.method = Method.of(method);
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? null : target.substring(mark + 1);
  }

  MadeRequest header(String name, String value) {
    headers = headers.add(name, value);
    return this;
  }

  MadeRequest without(String name) {
    headers = headers.without(name);
    return this;
  }

  MadeRequest body(String type, String text) {
    return body(type, text.getBytes(StandardCharsets.UTF_8));
  }

  MadeRequest body(String type, byte[] bytes) {
    body = bytes;
    return header("content-type", type);
  }

  MadeRequest broken() {
    broken = true;
    return this;
  }

  @Override
  public Method method() {
    return method;
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
    return "example.com:8080";
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
  public @Nullable String header(String name) {
    return headers.first(name);
  }

  @Override
  public List<String> headers(String name) {
    return headers.all(name);
  }

  @Override
  public SocketAddress remote() {
    return InetSocketAddress.createUnresolved("client", 1);
  }

  @Override
  public SocketAddress local() {
    return InetSocketAddress.createUnresolved("server", 2);
  }

  @Override
  public long contentLength() {
    return broken ? -1 : body.length;
  }

  @Override
  public Headers trailers() {
    return Headers.empty();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (broken) {
      throw new IOException("the client went away");
    }
    if (read == body.length) {
      return -1;
    }
    int count = Math.min(length, body.length - read);
    System.arraycopy(body, read, target, offset, count);
    read += count;
    return count;
  }
}
