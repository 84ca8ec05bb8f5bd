package dev.covet.jackson;

import dev.covet.HttpException;
import dev.covet.JsonCodec;
import dev.covet.http.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON by Jackson 3 with its defaults (ISO dates), and strict: nothing may follow the value,
 * unknown names, names that come twice, null for a primitive and values of another type are
 * mistakes; nothing is converted silently. Nesting is at most {@value #DEPTH} deep, numbers have at
 * most {@value #DIGITS} digits. Safe for any thread.
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
  private static final int DEPTH = 100;
  private static final int DIGITS = 100;
  private static final int NAME = 1000;

  /** How often a text with mistakes is read again, for an unknown name each time. */
  private static final int READINGS = 10;

  /** A text above this many bytes is read again only once. */
  private static final int LARGE = 64 << 10;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNumberLength(DIGITS)
                          .maxNameLength(NAME)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .annotationIntrospector(new Required())
          .enable(MapperFeature.USE_STATIC_TYPING)
          .addModule(new SimpleModule().setSerializerModifier(new DeclaredTypes()))
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .build();
  private final ObjectWriter writer = mapper.writer();
  private final Mistakes handler = new Mistakes();

  /** Keeps each digit: a tree is written again. */
  private final ObjectReader trees =
      mapper.readerFor(Object.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

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
    return read(in, readers.computeIfAbsent(type, t -> mapper.readerFor(mapper.constructType(t))));
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
      throw failure(e, again ? collect(reader, in) : List.of());
    }
    if (value == null) {
      throw Mistakes.toException(List.of(new Mistake("", "must not be null", "null")), null);
    }
    return value;
  }

  /** Reads a text that has failed again, and notes all that is wrong. */
  private List<Mistake> collect(ObjectReader reader, InputStream in) throws IOException {
    Map<String, String> passed = new HashMap<>();
    List<Mistake> unknown = new ArrayList<>();
    ObjectReader patient = reader.withHandler(handler).withAttribute(Mistakes.PASSED, passed);
    in.reset();
    int readings = in.available() <= LARGE ? READINGS : 1;
    for (int i = 1; ; i++) {
      List<Mistake> mistakes = new ArrayList<>();
      try {
        in.reset();
        patient.withAttribute(Mistakes.LIST, mistakes).readValue(in);
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

  private static HttpException failure(JacksonException e, List<Mistake> mistakes) {
    Mistake first = Mistakes.of(e);
    if (first == null) {
      return new HttpException(
          Status.BAD_REQUEST, "malformed JSON" + at(e) + ": " + e.getOriginalMessage(), e);
    }
    return Mistakes.toException(mistakes.isEmpty() ? List.of(first) : mistakes, e);
  }

  private static String at(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }
}
