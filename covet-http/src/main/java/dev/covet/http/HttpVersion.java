package dev.covet.http;

/** The HTTP version of a request or answer. */
public enum HttpVersion {
  /** HTTP/1.0 (RFC 1945, served by the rules of RFC 9112). */
  HTTP_1_0("HTTP/1.0"),
  /**
   * HTTP/1.1 (RFC 9112); a higher minor version of a request counts as 1.1 (RFC 9110, section 2.5).
   */
  HTTP_1_1("HTTP/1.1"),
  /** HTTP/2 (RFC 9113). */
  HTTP_2("HTTP/2"),
  /** HTTP/3 (RFC 9114). */
  HTTP_3("HTTP/3");

  private final String text;

  HttpVersion(String text) {
    this.text = text;
  }

  /** The version as it is written on the wire and in logs. */
  @Override
  public String toString() {
    return text;
  }
}
