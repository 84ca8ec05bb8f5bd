package dev.covet;

import dev.covet.http.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values are written and read otherwise than as JSON: what an application has added, those of a
 * mounted part before those around it. Immutable once a route is compiled.
 */
final class Codecs {
  /** Writes values of a type and its subtypes. */
  record Writer(MediaType media, Class<?> type, BodyEncoder<?> encoder) {
    @SuppressWarnings("unchecked") // found by the class of the value
    void write(Object value, java.io.OutputStream out) throws Exception {
      ((BodyEncoder<Object>) encoder).encode(value, out);
    }
  }

  /** Reads values of just one type. */
  record Reader(MediaType media, Class<?> type, BodyDecoder<?> decoder) {}

  private final List<Writer> writers = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();

  void add(Writer writer) {
    writers.add(writer);
  }

  void add(Reader reader) {
    readers.add(reader);
  }

  /** These, after those of a part, which count more. */
  Codecs with(Codecs own) {
    Codecs both = new Codecs();
    both.writers.addAll(own.writers);
    both.writers.addAll(writers);
    both.readers.addAll(own.readers);
    both.readers.addAll(readers);
    return both;
  }

  /** The writer of the nearest type, or null if there is none. */
  @Nullable Writer writer(MediaType media, Class<?> type) {
    Writer nearest = null;
    for (Writer writer : writers) {
      boolean fits = writer.media().sameEssence(media) && writer.type().isAssignableFrom(type);
      boolean nearer =
          nearest == null
              || writer.type() != nearest.type() && nearest.type().isAssignableFrom(writer.type());
      nearest = fits && nearer ? writer : nearest;
    }
    return nearest;
  }

  /** All that make a type. */
  List<Reader> readers(Class<?> type) {
    return readers.stream().filter(reader -> reader.type() == type).toList();
  }
}
