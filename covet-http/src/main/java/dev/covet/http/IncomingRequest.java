package dev.covet.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request half of an exchange as the engine received and validated it, whatever the HTTP
 * version; the application layer reads from nothing else. Neutral on purpose: nothing here assumes
 * that the reader is Java code.
 *
 * <p>Threading: all methods may be called by the one thread that handles the request, wherever it
 * runs. Only {@link #read} blocks. After the exchange has ended the values are meaningless: the
 * application layer guards its own facade and never reads then.
 */
public interface IncomingRequest {
  /** {@return the method; any token is possible} */
  Method method();

  /**
   * {@return the version of the request, {@link HttpVersion#HTTP_1_1} for a higher minor version of
   * 1}
   */
  HttpVersion version();

  /** {@return {@code http} or {@code https}} */
  String scheme();

  /**
   * {@return host and optional port from the target or the Host field; empty only for HTTP/1.0
   * without Host}
   */
  String authority();

  /**
   * {@return the path as received: percent-encoded ASCII that begins with a slash, or {@code *} for
   * {@code OPTIONS *}}
   */
  String rawPath();

  /** {@return the query as received, without the question mark, or null if there was none} */
  @Nullable String rawQuery();

  /** {@return the number of header fields} */
  int headerCount();

  /**
   * The name of a header field as received, in any case.
   *
   * @param index from 0
   * @return the name
   */
  String headerName(int index);

  /**
   * The value of a header field without surrounding white space, bytes as ISO-8859-1.
   *
   * @param index from 0
   * @return the value
   */
  String headerValue(int index);

  /**
   * The first value under a name.
   *
   * @param name compared without case
   * @return the value, or null
   */
  @Nullable String header(String name);

  /**
   * All values under a name in order.
   *
   * @param name compared without case
   * @return the values, one for each field line, empty if there is none
   */
  List<String> headers(String name);

  /** {@return the address of the peer of the connection} */
  SocketAddress remote();

  /** {@return the address on which the connection was accepted} */
  SocketAddress local();

  /**
   * {@return the certificates that the client has shown in the TLS handshake and that are trusted,
   * its own first; empty if there are none}
   */
  default List<X509Certificate> clientCertificates() {
    return List.of();
  }

  /**
   * {@return the announced length of the body in bytes, 0 if there is no body, -1 if it is chunked
   * and so not known}
   */
  long contentLength();

  /**
   * Reads body bytes; blocks the calling virtual thread until at least one byte, the end or an
   * error is there. The first call sends {@code 100 Continue} if the client waits for it.
   *
   * @param target receives the bytes
   * @param offset where in it
   * @param length at most this many, at least 1
   * @return the number of bytes, or -1 at the end of the body
   * @throws IOException if the peer went away, stalled or broke the framing; the engine has
   *     answered or closed by then
   */
  int read(byte[] target, int offset, int length) throws IOException;

  /** {@return the trailer fields of a chunked body; empty before its end has been read} */
  Headers trailers();
}
