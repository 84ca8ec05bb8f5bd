package dev.covet.route;

/** What a segment of a pattern matches; more specific kinds come first. */
public enum SegmentKind {
  /** This text. */
  LITERAL(""),
  /** A whole number of 32 bits in plain decimal: no plus sign, no leading zero. */
  INT("int"),
  /** A whole number of 64 bits, written alike. */
  LONG("long"),
  /** A UUID in its 36-character form. */
  UUID("uuid"),
  /** Any segment that is not empty. */
  ANY(""),
  /** The rest of the path, slashes included, perhaps empty; last segment only. */
  REST("");

  private final String type;

  SegmentKind(String type) {
    this.type = type;
  }

  /** {@return the name of the type in a pattern, empty for kinds without one} */
  public String type() {
    return type;
  }

  /**
   * {@return whether a segment of this kind takes a value of a class}
   *
   * @param valueClass what the value is
   */
  boolean takes(SegmentClass valueClass) {
    return switch (this) {
      case LITERAL -> false;
      case INT -> valueClass == SegmentClass.INT;
      case LONG -> valueClass == SegmentClass.INT || valueClass == SegmentClass.LONG;
      case UUID -> valueClass == SegmentClass.UUID;
      case ANY -> valueClass != SegmentClass.EMPTY;
      case REST -> true;
    };
  }
}
