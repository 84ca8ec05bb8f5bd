package dev.covet.jackson;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.covet.HttpException;
import dev.covet.JsonCodec;
import dev.covet.http.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON by Jackson 3 with its defaults (ISO dates), and strict: nothing may follow the value,
 * unknown names, names that come twice, components of records that are absent or null without being
 * {@code @Nullable} or Optional, and values of another type are mistakes; nothing is converted
 * silently. Nesting is at most {@value StrictMapper#DEPTH} deep, numbers have at most {@value
 * StrictMapper#DIGITS} digits. Safe for any thread.
 *
 * <p>What is declared is what is written, at every depth: of an object of a subclass only the
 * members of the class that a result, component or element is declared with. A sealed type stands
 * for what it permits, a type with {@code @JsonTypeInfo} for its subclasses; {@code Object},
 * abstract types of the JDK and abstract types without members of their own stand for anything.
 *
 * <p>An application that wants another mapper puts a {@link JsonCodec} of its own into {@code
 * META-INF/services}.
 */
public final class JacksonCodec implements JsonCodec {
  private static final int PRIORITY = -100;
  private final JsonMapper mapper = StrictMapper.create();

  /** For what holds anything, null included. */
  private final JsonMapper open =
      mapper
          .rebuild()
          .changeDefaultNullHandling(nulls -> JsonSetter.Value.forContentNulls(Nulls.SET))
          .build();

  private final ObjectWriter writer = mapper.writer();
  private final SecondReading second = new SecondReading(mapper);

  /** Keeps each digit: a tree is written again. */
  private final ObjectReader trees =
      open.readerFor(Object.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** Types come from the application's code, so there are only so many. */
  private final ConcurrentHashMap<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<Type, ObjectWriter> writers = new ConcurrentHashMap<>();

  /** For {@link java.util.ServiceLoader}. */
  public JacksonCodec() {}

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public void write(Object value, Type declared, OutputStream out) throws IOException {
    ObjectWriter used =
        declared == Object.class
            ? writer
            : writers.computeIfAbsent(declared, t -> writer.forType(mapper.constructType(t)));
    try {
      used.writeValue(out, value);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Object read(InputStream in, Type type) throws IOException {
    return read(in, readers.computeIfAbsent(type, this::reader));
  }

  private ObjectReader reader(Type type) {
    JavaType known = mapper.constructType(type);
    return (Presence.isOpen(known) ? open : mapper).readerFor(known);
  }

  @Override
  public Object readTree(InputStream in) throws IOException {
    return read(in, trees);
  }

  private Object read(InputStream in, ObjectReader reader) throws IOException {
    // Only what is in memory can be read again.
    boolean again = in instanceof ByteArrayInputStream;
    if (again) {
      in.mark(Integer.MAX_VALUE);
    }
    Object value;
    try {
      value = reader.readValue(in);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw failure(e, again ? second.collect(reader.getValueType(), in) : List.of());
    }
    if (value == null) {
      throw Mistakes.toException(List.of(new Mistake("", "must not be null", "null")), null);
    }
    return value;
  }

  private static HttpException failure(JacksonException e, List<Mistake> mistakes) {
    Mistake first = Mistakes.of(e);
    if (first == null) {
      return new HttpException(
          Status.BAD_REQUEST, "malformed JSON" + at(e) + ": " + plain(e.getOriginalMessage()), e);
    }
    return Mistakes.toException(mistakes.isEmpty() ? List.of(first) : mistakes, e);
  }

  /** Without what Jackson says about its own settings. */
  private static String plain(String said) {
    int about = said.indexOf(" (start marker");
    return about < 0 ? said : said.substring(0, about);
  }

  private static String at(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}
