package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Method;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that a trusted proxy has passed on. Who its client is, is read when it is asked for,
 * once; a malformed field is refused then with 400.
 */
final class ProxiedRequest implements IncomingRequest {
  private final IncomingRequest incoming;
  private final Proxies proxies;
  private @Nullable Client client;

  ProxiedRequest(IncomingRequest incoming, Proxies proxies) {
    this.incoming = incoming;
    this.proxies = proxies;
  }

  private Client client() {
    Client known = client;
    if (known == null) {
      known = proxies.client(incoming);
      client = known;
    }
    return known;
  }

  @Override
  public SocketAddress remote() {
    return client().remote();
  }

  @Override
  public String scheme() {
    return client().scheme();
  }

  @Override
  public String authority() {
    return client().authority();
  }

  // what follows is the peer's own

  @Override
  public Method method() {
    return incoming.method();
  }

  @Override
  public HttpVersion version() {
    return incoming.version();
  }

  @Override
  public String rawPath() {
    return incoming.rawPath();
  }

  @Override
  public @Nullable String rawQuery() {
    return incoming.rawQuery();
  }

  @Override
  public int headerCount() {
    return incoming.headerCount();
  }

  @Override
  public String headerName(int index) {
    return incoming.headerName(index);
  }

  @Override
  public String headerValue(int index) {
    return incoming.headerValue(index);
  }

  @Override
  public @Nullable String header(String name) {
    return incoming.header(name);
  }

  @Override
  public List<String> headers(String name) {
    return incoming.headers(name);
  }

  @Override
  public SocketAddress local() {
    return incoming.local();
  }

  @Override
  public List<X509Certificate> clientCertificates() {
    return incoming.clientCertificates();
  }

  @Override
  public long contentLength() {
    return incoming.contentLength();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return incoming.read(target, offset, length);
  }

  @Override
  public Headers trailers() {
    return incoming.trailers();
  }
}
