package dev.covet;

import dev.covet.http.Method;
import dev.covet.http.Tokens;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What pages of other origins may do.
 *
 * @param origins whose pages
 * @param methods the methods they may use
 * @param headers the request fields they may set, in lower case; {@code *} alone for all
 * @param exposed the response fields that their scripts may read
 * @param credentials whether cookies go with their requests
 * @param maxAge how long a browser may remember the answer to a preflight
 * @param privateNetwork whether pages of the internet may call a server of a private network
 */
record CorsRules(
    Origins origins,
    Set<String> methods,
    Set<String> headers,
    List<String> exposed,
    boolean credentials,
    Duration maxAge,
    boolean privateNetwork) {

  /** What a browser always lets pages set (Fetch, section 2.2.2), and what most APIs need. */
  static final List<String> HEADERS = List.of("Content-Type", "Authorization");

  static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "QUERY");

  static final Duration MAX_AGE = Duration.ofMinutes(10);

  private static final Set<String> ALWAYS =
      Set.of("accept", "accept-language", "content-language", "range");

  CorsRules {
    if (origins.isEmpty()) {
      throw new IllegalArgumentException(
          "CORS needs origins: whose pages may call this, as https://app.example; * for anybody's");
    }
    if (origins.any() && credentials) {
      throw new IllegalArgumentException(
          "CORS with credentials for any origin lets every site act as its visitors: name the"
              + " origins");
    }
    methods.forEach(Method::of);
    headers.forEach(CorsRules::checkName);
    exposed.forEach(CorsRules::checkName);
    Set<String> lower = new HashSet<>();
    headers.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    methods = Set.copyOf(methods);
    headers = Set.copyOf(lower);
    exposed = List.copyOf(exposed);
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException("the age of preflights must not be negative: " + maxAge);
    }
  }

  private static void checkName(String name) {
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a field");
    }
  }

  /** Whether each field of a list may be set. */
  boolean allowHeaders(String list) {
    for (String part : list.split(",", -1)) {
      String name = part.strip().toLowerCase(Locale.ROOT);
      boolean known = headers.contains(name) || ALWAYS.contains(name) || name.isEmpty();
      if (!known && !(headers.contains("*") && Tokens.isToken(name))) {
        return false;
      }
    }
    return true;
  }
}
