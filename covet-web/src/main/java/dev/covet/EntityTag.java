package dev.covet;

import java.util.ArrayList;
import java.util.List;

/**
 * An entity tag (RFC 9110, section 8.8.3).
 *
 * @param weak whether it is prefixed with {@code W/}
 * @param opaque the text between the quotes
 */
record EntityTag(boolean weak, String opaque) {
  EntityTag {
    for (int i = 0; i < opaque.length(); i++) {
      char c = opaque.charAt(i);
      if (c < 0x21 || c == '"' || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException(
            "an entity tag may not hold the character U+%04X".formatted((int) c));
      }
    }
  }

  /** Reads a tag with or without quotes. */
  static EntityTag of(String text) {
    boolean weak = text.startsWith("W/\"");
    String tag = weak ? text.substring(2) : text;
    boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
    return new EntityTag(weak, quoted ? tag.substring(1, tag.length() - 1) : tag);
  }

  /** Reads a list of quoted tags as If-Match has it; what is no tag is left out. */
  static List<EntityTag> list(String field) {
    List<EntityTag> tags = new ArrayList<>();
    int open = field.indexOf('"');
    while (open >= 0) {
      int close = field.indexOf('"', open + 1);
      if (close < 0) {
        break;
      }
      boolean weak = open >= 2 && field.startsWith("W/", open - 2);
      String opaque = field.substring(open + 1, close);
      if (opaque.chars().allMatch(c -> c >= 0x21 && c != 0x7f)) {
        tags.add(new EntityTag(weak, opaque));
      }
      open = field.indexOf('"', close + 1);
    }
    return tags;
  }

  boolean strongEquals(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  boolean weakEquals(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + "\"";
  }
}
