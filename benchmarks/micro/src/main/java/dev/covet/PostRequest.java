package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.Method;

/**
 * A form or an API's client that sends a body, without an engine; can be served again and again.
 */
final class PostRequest extends GetRequest {
  private final String query;
  private final byte[] body;
  private int read;

  PostRequest(String path, String query, Headers headers, byte[] body) {
    super(path, headers);
    this.query = query;
    this.body = body;
  }

  @Override
  public Method method() {
    return Method.POST;
  }

  @Override
  public String rawQuery() {
    return query;
  }

  @Override
  public long contentLength() {
    return body.length;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count = Math.min(length, body.length - read);
    if (count == 0) {
      read = 0;
      return -1;
    }
    System.arraycopy(body, read, target, offset, count);
    read += count;
    return count;
  }
}
