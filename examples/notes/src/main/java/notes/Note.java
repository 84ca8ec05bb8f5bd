package notes;

import java.time.Instant;
import java.util.Locale;

/** A note as it is stored; {@code version} grows with each change. */
record Note(long id, String title, String text, long version, Instant changed) {
  String etag() {
    return id + "-" + version;
  }

  boolean matches(String word) {
    return title.toLowerCase(Locale.ROOT).contains(word)
        || text.toLowerCase(Locale.ROOT).contains(word);
  }
}
