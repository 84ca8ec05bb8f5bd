package dev.covet.route;

/**
 * One segment of a pattern.
 *
 * @param kind what it matches
 * @param text the literal text, or the name of the parameter
 */
public record Segment(SegmentKind kind, String text) {
  /** {@return whether the segment matches the same as another, whatever the names of parameters} */
  boolean sameShape(Segment other) {
    return kind == other.kind && (kind != SegmentKind.LITERAL || text.equals(other.text));
  }

  /** {@return the segment as it stands in a pattern} */
  @Override
  public String toString() {
    return switch (kind) {
      case LITERAL -> text;
      case ANY -> "{" + text + "}";
      case REST -> "{" + text + "...}";
      case INT, LONG, UUID -> "{" + text + ":" + kind.type() + "}";
    };
  }
}
