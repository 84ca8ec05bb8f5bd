package dev.covet.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads patterns; every message names the pattern and what is wrong in it. */
final class PatternSyntax {
  private PatternSyntax() {}

  static List<Segment> parse(String text) {
    if (!text.startsWith("/")) {
      throw wrong(text, "must begin with /");
    }
    String[] parts = text.substring(1).split("/", -1);
    List<Segment> segments = new ArrayList<>(parts.length);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      Segment segment = segment(text, parts[i]);
      if (segment.kind() == SegmentKind.REST && !last) {
        throw wrong(text, segment + " must be the last segment");
      }
      if (segment.kind() != SegmentKind.LITERAL && !names.add(segment.text())) {
        throw wrong(text, "the name '" + segment.text() + "' stands twice");
      }
      if (parts[i].isEmpty() && !last) {
        throw wrong(text, "an empty segment can not be matched");
      }
      segments.add(segment);
    }
    return segments;
  }

  private static Segment segment(String pattern, String part) {
    if (!part.startsWith("{") || !part.endsWith("}")) {
      if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
        throw wrong(pattern, "a parameter must be a whole segment, not a part of '" + part + "'");
      }
      return literal(pattern, part);
    }
    String inner = part.substring(1, part.length() - 1);
    if (inner.endsWith("...")) {
      return new Segment(SegmentKind.REST, name(pattern, inner.substring(0, inner.length() - 3)));
    }
    int colon = inner.indexOf(':');
    if (colon < 0) {
      return new Segment(SegmentKind.ANY, name(pattern, inner));
    }
    String type = inner.substring(colon + 1);
    for (SegmentKind kind : SegmentKind.values()) {
      if (!kind.type().isEmpty() && kind.type().equals(type)) {
        return new Segment(kind, name(pattern, inner.substring(0, colon)));
      }
    }
    throw wrong(pattern, "unknown type '" + type + "': use int, long or uuid");
  }

  /** Literals are written decoded; what no safe request path can hold would never match. */
  private static Segment literal(String pattern, String part) {
    if (part.indexOf('%') >= 0) {
      throw wrong(pattern, "write '" + part + "' without percent-encoding");
    }
    if (!RequestPath.isSafe("/" + part) || part.indexOf('?') >= 0 || part.indexOf('#') >= 0) {
      throw wrong(pattern, "no request can have the segment '" + part + "'");
    }
    return new Segment(SegmentKind.LITERAL, part);
  }

  private static String name(String pattern, String name) {
    if (name.isEmpty()
        || !name.chars().allMatch(c -> Character.isJavaIdentifierPart(c) || c == '-')) {
      throw wrong(pattern, "'" + name + "' is not a name for a parameter");
    }
    return name;
  }

  private static IllegalArgumentException wrong(String pattern, String what) {
    return new IllegalArgumentException("path pattern '" + pattern + "': " + what);
  }
}
