package dev.covet;

import dev.covet.http.Headers;
import java.util.Locale;

/** Fields of answers that are compressed, or could be. */
final class CodedFields {
  private CodedFields() {}

  static Headers packed(Headers headers, String token) {
    return varying(weak(headers)).with("Content-Encoding", token);
  }

  /** The bytes are others, what they stand for is the same (RFC 9110, section 8.8.1). */
  static Headers weak(Headers headers) {
    String tag = headers.first("ETag");
    return tag == null || tag.startsWith("W/") ? headers : headers.with("ETag", "W/" + tag);
  }

  static Headers varying(Headers headers) {
    for (String field : headers.all("Vary")) {
      String names = field.toLowerCase(Locale.ROOT);
      if (names.contains("*") || names.contains("accept-encoding")) {
        return headers;
      }
    }
    return headers.add("Vary", "Accept-Encoding");
  }
}
