package dev.covet.jackson;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads texts that have failed once more, to tell all that is wrong with them. */
final class SecondReading {
  /** How often a text with mistakes is read again, for an unknown name each time. */
  private static final int READINGS = 10;

  /** A text above this many bytes is read again only once. */
  private static final int LARGE = 64 << 10;

  private final JsonMapper patient;

  /** Types come from the application's code, so there are only so many. */
  private final ConcurrentHashMap<JavaType, ObjectReader> readers = new ConcurrentHashMap<>();

  SecondReading(JsonMapper strict) {
    this.patient = StrictMapper.patient(strict);
  }

  /** What is wrong with a text that is to become a value of a type; {@code in} begins anew. */
  List<Mistake> collect(JavaType type, InputStream in) throws IOException {
    Map<String, String> passed = new HashMap<>();
    List<Mistake> unknown = new ArrayList<>();
    ObjectReader reader =
        readers
            .computeIfAbsent(type, t -> patient.readerFor(t).withHandler(new Mistakes()))
            .withAttribute(Mistakes.PASSED, passed);
    in.reset();
    int readings = in.available() <= LARGE ? READINGS : 1;
    for (int i = 1; ; i++) {
      List<Mistake> mistakes = new ArrayList<>();
      try {
        in.reset();
        reader.withAttribute(Mistakes.LIST, mistakes).readValue(in);
      } catch (UnrecognizedPropertyException e) {
        Mistake plain = Mistakes.of(e);
        if (plain != null) {
          unknown.add(
              Mistakes.unknown(plain.pointer(), passed.getOrDefault(e.getPropertyName(), "")));
        }
        if (i < readings) {
          continue;
        }
      } catch (JacksonException e) {
        Mistake last = Mistakes.of(e);
        // A value that was left out because it is wrong may make others wrong: no news.
        if (last != null && (mistakes.isEmpty() || !last.code().equals("invalid"))) {
          mistakes.add(last);
        }
      }
      mistakes.addAll(unknown);
      return mistakes;
    }
  }
}
