package dev.covet;

import dev.covet.http.HostSyntax;
import dev.covet.http.Tokens;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of {@code Forwarded} (RFC 7239, section 4) strictly: what is not of its grammar is
 * an error and not passed over, because a quote that a client leaves open must not swallow what a
 * proxy has added behind it.
 */
final class ForwardedParser {
  private final String text;
  private int at;

  // of the element that is being read
  private final Set<String> names = new HashSet<>();
  private @Nullable InetSocketAddress node;
  private @Nullable String scheme;
  private @Nullable String host;

  private ForwardedParser(String text) {
    this.text = text;
  }

  /**
   * Reads a line.
   *
   * @param line the value of a field line
   * @return its elements in order
   * @throws IllegalArgumentException if it is malformed
   */
  static List<ForwardedElement> parse(String line) {
    return new ForwardedParser(line).elements();
  }

  private List<ForwardedElement> elements() {
    List<ForwardedElement> elements = new ArrayList<>();
    while (true) {
      ForwardedElement element = element();
      if (element != null) {
        elements.add(element);
      }
      if (at == text.length()) {
        return elements;
      }
      expect(',');
    }
  }

  /** Reads to the next comma or the end; null if nothing is there (RFC 9110, section 5.6.1). */
  private @Nullable ForwardedElement element() {
    names.clear();
    node = null;
    scheme = null;
    host = null;
    while (true) {
      skipSpace();
      if (at < text.length() && Tokens.isTokenChar(text.charAt(at))) {
        pair();
        skipSpace();
      }
      if (at == text.length() || text.charAt(at) != ';') {
        return names.isEmpty() ? null : new ForwardedElement(node, scheme, host);
      }
      at++;
    }
  }

  private void pair() {
    String name = token().toLowerCase(Locale.ROOT);
    expect('=');
    String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
    if (!names.add(name)) {
      throw new IllegalArgumentException("names '" + name + "' twice in one element");
    }
    switch (name) {
      case "for" -> node = node(value);
      case "by" -> node(value);
      case "proto" -> scheme = scheme(value);
      case "host" -> host = host(value);
      default -> {} // extensions are allowed, section 5.5
    }
  }

  private static InetSocketAddress node(String value) {
    InetSocketAddress node = Node.parse(value);
    // An IPv6 address stands in brackets, section 6.
    boolean bare = value.indexOf(':') != value.lastIndexOf(':') && !value.startsWith("[");
    if (node == null || bare) {
      throw new IllegalArgumentException("holds a node that is no address");
    }
    return node;
  }

  static String scheme(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "http", "ws" -> "http";
      case "https", "wss" -> "https";
      default -> throw new IllegalArgumentException("names a scheme other than http and https");
    };
  }

  static String host(String value) {
    if (!HostSyntax.isValid(value)) {
      throw new IllegalArgumentException("names a host that is none");
    }
    return value;
  }

  private String token() {
    int from = at;
    while (at < text.length() && Tokens.isTokenChar(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw new IllegalArgumentException("is not of the form name=value;name=value");
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c == '\\' && ++at < text.length()) {
        c = text.charAt(at);
      }
      value.append(c);
    }
    throw new IllegalArgumentException("leaves a quote open");
  }

  private void expect(char c) {
    if (at == text.length() || text.charAt(at) != c) {
      throw new IllegalArgumentException("is not of the form name=value;name=value");
    }
    at++;
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }
}
