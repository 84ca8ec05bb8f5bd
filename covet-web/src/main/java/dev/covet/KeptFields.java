package dev.covet;

import dev.covet.http.Headers;
import java.util.Locale;
import java.util.Set;

/**
 * What stays of an answer that could not be sent, when a failure is answered in its place: what
 * middleware has set for whoever reads it (CORS, cookies, protecting fields), and nothing that
 * describes the content that never came (RFC 9110, section 8).
 */
final class KeptFields {
  private static final Set<String> OF_CONTENT =
      Set.of(
          "etag", "last-modified", "accept-ranges", "location", "link", "cache-control", "expires");

  private KeptFields() {}

  static Response<?> keep(Headers unsent, Response<?> answer) {
    Headers all = answer.headers();
    for (int i = 0; i < unsent.size(); i++) {
      String name = unsent.name(i);
      if (!answer.headers().contains(name) && !isOfContent(name.toLowerCase(Locale.ROOT))) {
        all = all.add(name, unsent.value(i));
      }
    }
    return answer.withHeaders(all);
  }

  private static boolean isOfContent(String name) {
    boolean policy = name.startsWith("content-security-policy");
    return OF_CONTENT.contains(name) || name.startsWith("content-") && !policy;
  }
}
