package dev.covet.jackson;

import dev.covet.HttpException;
import dev.covet.JsonCodec;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON by Jackson 3 with its defaults (ISO dates), stricter in two things: nothing may follow the
 * value, and null is no value for a primitive. Unknown members are ignored, so clients may be newer
 * than the server. Safe for any thread.
 *
 * <p>An application that wants another mapper puts a {@link JsonCodec} of its own into {@code
 * META-INF/services}.
 */
public final class JacksonCodec implements JsonCodec {
  private static final int PRIORITY = -100;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private final ObjectWriter writer = mapper.writer();

  /** Types come from the application's code, so there are only so many. */
  private final ConcurrentHashMap<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  /** For {@link java.util.ServiceLoader}. */
  public JacksonCodec() {}

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public void write(Object value, OutputStream out) throws IOException {
    try {
      writer.writeValue(out, value);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Object read(InputStream in, Type type) throws IOException {
    ObjectReader reader =
        readers.computeIfAbsent(type, t -> mapper.readerFor(mapper.constructType(t)));
    Object value;
    try {
      value = reader.readValue(in);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (StreamReadException e) {
      throw new HttpException(
          Status.BAD_REQUEST, "malformed JSON" + at(e) + ": " + e.getOriginalMessage(), e);
    } catch (DatabindException e) {
      throw new HttpException(Status.UNPROCESSABLE_CONTENT, "wrong JSON" + path(e) + at(e), e)
          .with("pointer", pointer(e));
    }
    if (value == null) {
      throw new HttpException(
          Status.UNPROCESSABLE_CONTENT, "wrong JSON: null where a value is needed");
    }
    return value;
  }

  private static String at(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private static String path(DatabindException e) {
    String pointer = pointer(e);
    return pointer.isEmpty() ? "" : " in " + pointer;
  }

  /** A JSON pointer (RFC 6901) to what is wrong. */
  private static String pointer(DatabindException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? Integer.toString(step.getIndex())
                    : step.getPropertyName())
        .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
