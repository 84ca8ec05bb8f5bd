package dev.covet;

import dev.covet.http.HostSyntax;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Origins of pages (RFC 6454, section 6.2), as browsers write them: {@code https://app.example},
 * {@code https://*.app.example}, {@code http://localhost:3000}. Immutable.
 */
final class Origins {
  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9+.-]*)://(\\*\\.)?([^/*@?#]+?)(:[0-9]{1,5})?");

  private final Set<String> exact;
  private final List<Below> below;
  private final boolean any;

  /** The names below one, with scheme and port. */
  private record Below(String beginning, String end) {
    boolean holds(String origin) {
      int from = beginning.length();
      int to = origin.length() - end.length();
      return to > from
          && origin.startsWith(beginning)
          && origin.endsWith(end)
          && isName(origin, from, to);
    }

    private static boolean isName(String origin, int from, int to) {
      for (int i = from; i < to; i++) {
        char c = origin.charAt(i);
        boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
        if (!letter && c != '-' && c != '_' && c != '.') {
          return false;
        }
      }
      return true;
    }
  }

  private Origins(Set<String> exact, List<Below> below, boolean any) {
    this.exact = Set.copyOf(exact);
    this.below = List.copyOf(below);
    this.any = any;
  }

  /**
   * Reads a list.
   *
   * @param texts origins, or {@code *} for any
   * @throws IllegalArgumentException if one is none; the message completes "the list …"
   */
  static Origins of(Collection<String> texts) {
    Set<String> exact = new HashSet<>();
    List<Below> below = new ArrayList<>();
    for (String text : texts) {
      if (!text.equals("*")) {
        read(text, exact, below);
      }
    }
    return new Origins(exact, below, texts.contains("*"));
  }

  private static void read(String text, Set<String> exact, List<Below> below) {
    if (text.equalsIgnoreCase("null")) {
      throw new IllegalArgumentException(
          "holds 'null', which is the origin of anybody's sandboxed pages");
    }
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches() || !HostSyntax.isValid(form.group(3))) {
      throw new IllegalArgumentException(
          "holds '"
              + text
              + "', which is no origin like https://app.example,"
              + " https://*.app.example or http://localhost:3000 (scheme and host, no path)");
    }
    String scheme = form.group(1);
    String host = form.group(3);
    String port = port(scheme, form.group(4));
    if (form.group(2) == null) {
      exact.add(scheme + "://" + host + port);
    } else if (host.indexOf('.') < 0 && !host.equals("localhost")) {
      throw new IllegalArgumentException(
          "holds '" + text + "', which are the sites of everybody below " + host);
    } else {
      below.add(new Below(scheme + "://", "." + host + port));
    }
  }

  /** Browsers leave out the port that belongs to the scheme. */
  private static String port(String scheme, @org.jspecify.annotations.Nullable String given) {
    boolean standard =
        ":80".equals(given) && scheme.equals("http")
            || ":443".equals(given) && scheme.equals("https");
    return given == null || standard ? "" : given;
  }

  /** Whether every origin is among them. */
  boolean any() {
    return any;
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return !any && exact.isEmpty() && below.isEmpty();
  }

  /** The ones without a star. */
  Set<String> exact() {
    return exact;
  }

  /** Whether an origin is among them, as a browser sent it; {@code null} never is by itself. */
  boolean contain(String origin) {
    if (any || exact.contains(origin)) {
      return true;
    }
    for (Below names : below) {
      if (names.holds(origin)) {
        return true;
      }
    }
    return false;
  }
}
