package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Method;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as an engine would hand it over; each {@code with} method changes it. */
final class FakeIncoming implements IncomingRequest {
  static final InetSocketAddress REMOTE = InetSocketAddress.createUnresolved("client", 50000);
  static final InetSocketAddress LOCAL = InetSocketAddress.createUnresolved("server", 8080);

  private final Method method;
  private final String rawPath;
  private final @Nullable String rawQuery;
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private Headers headers = Headers.empty();
  private InputStream body = InputStream.nullInputStream();
  private long contentLength;
  private SocketAddress remote = REMOTE;
  private String scheme = "http";
  private String authority = "example.org:8080";

  private FakeIncoming(Method method, String target) {
    int mark = target.indexOf('?');
    this.method = method;
    this.rawPath = mark < 0 ? target : target.substring(0, mark);
    this.rawQuery = mark < 0 ? null : target.substring(mark + 1);
  }

  static FakeIncoming of(String method, String target) {
    return new FakeIncoming(Method.of(method), target);
  }

  static FakeIncoming get(String target) {
    return of("GET", target);
  }

  static FakeIncoming post(String target) {
    return of("POST", target);
  }

  FakeIncoming with(String name, String value) {
    headers = headers.add(name, value);
    return this;
  }

  FakeIncoming from(String address) {
    remote = new InetSocketAddress(InetAddress.ofLiteral(address), 50000);
    return this;
  }

  FakeIncoming scheme(String changed) {
    scheme = changed;
    return this;
  }

  FakeIncoming host(String changed) {
    authority = changed;
    return this;
  }

  FakeIncoming version(HttpVersion changed) {
    version = changed;
    return this;
  }

  FakeIncoming body(@Nullable String type, String text) {
    return body(type, text.getBytes(StandardCharsets.UTF_8));
  }

  FakeIncoming body(@Nullable String type, byte[] bytes) {
    if (type != null) {
      with("Content-Type", type);
    }
    return body(new ByteArrayInputStream(bytes), bytes.length);
  }

  FakeIncoming body(InputStream in, long length) {
    body = in;
    contentLength = length;
    return this;
  }

  @Override
  public Method method() {
    return method;
  }

  @Override
  public HttpVersion version() {
    return version;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public String rawPath() {
    return rawPath;
  }

  @Override
  public @Nullable String rawQuery() {
    return rawQuery;
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
    return remote;
  }

  @Override
  public SocketAddress local() {
    return LOCAL;
  }

  @Override
  public long contentLength() {
    return contentLength;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return body.read(target, offset, length);
  }

  @Override
  public Headers trailers() {
    return Headers.of("X-Sum", "7");
  }
}
