package dev.covet.route;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A path with parameters: {@code /users/{id}}, {@code /users/{id:long}}, {@code /files/{rest...}}.
 * Immutable.
 *
 * <p>A trailing slash counts: {@code /a/} has an empty literal segment at its end.
 */
public final class PathPattern {
  private final List<Segment> segments;
  private final List<String> names;

  private PathPattern(List<Segment> segments) {
    this.segments = List.copyOf(segments);
    this.names =
        segments.stream().filter(s -> s.kind() != SegmentKind.LITERAL).map(Segment::text).toList();
  }

  /**
   * Reads a pattern.
   *
   * @param text begins with a slash
   * @return the pattern
   * @throws IllegalArgumentException if the syntax is wrong, a name stands twice, or no request
   *     path could ever match
   */
  public static PathPattern parse(String text) {
    return new PathPattern(PatternSyntax.parse(text));
  }

  /** {@return the segments in order} */
  public List<Segment> segments() {
    return segments;
  }

  /** {@return the names of the parameters in order} */
  public List<String> names() {
    return names;
  }

  /** {@return whether there is no parameter} */
  public boolean isLiteral() {
    return names.isEmpty();
  }

  /**
   * {@return the value of a parameter in a path that this pattern matches}
   *
   * @param path the decoded path
   * @param name the name of a parameter of this pattern
   * @throws IllegalArgumentException if there is no such parameter
   */
  public String value(String path, String name) {
    int from = 1;
    for (Segment segment : segments) {
      int end = path.indexOf('/', from);
      int to = end < 0 ? path.length() : end;
      if (segment.kind() != SegmentKind.LITERAL && segment.text().equals(name)) {
        return path.substring(from, segment.kind() == SegmentKind.REST ? path.length() : to);
      }
      from = to + 1;
    }
    throw new IllegalArgumentException(
        "the pattern " + this + " has no parameter '" + name + "', only " + names);
  }

  /**
   * The pattern of another one below this one, as a group's or a mounted application's.
   *
   * @param below the pattern that follows
   * @return both, one after the other
   * @throws IllegalArgumentException if a name stands in both
   */
  public PathPattern resolve(PathPattern below) {
    return parse(prefix() + below);
  }

  /** The text without the slash at its end, so that {@code /} adds nothing. */
  private String prefix() {
    String text = toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * {@return whether both match the same paths, whatever the names of parameters}
   *
   * @param other another pattern
   */
  public boolean sameShape(PathPattern other) {
    if (segments.size() != other.segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!segments.get(i).sameShape(other.segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Compares two patterns that match the same path: the one whose first different segment is more
   * specific comes first.
   */
  static int bySpecificity(PathPattern left, PathPattern right) {
    int common = Math.min(left.segments.size(), right.segments.size());
    for (int i = 0; i < common; i++) {
      int order = left.segments.get(i).kind().compareTo(right.segments.get(i).kind());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(right.segments.size(), left.segments.size());
  }

  /**
   * Builds a path from values.
   *
   * @param values one for each parameter, in order
   * @return the path, percent-encoded
   * @throws IllegalArgumentException if there are too few or too many values, or one does not fit
   *     its segment
   */
  public String expand(List<?> values) {
    return PathBuilder.expand(this, new ArrayList<>(values));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern pattern && pattern.segments.equals(segments);
  }

  @Override
  public int hashCode() {
    return segments.hashCode();
  }

  /** {@return the pattern as it was given} */
  @Override
  public String toString() {
    return segments.stream().map(Segment::toString).collect(Collectors.joining("/", "/", ""));
  }
}
