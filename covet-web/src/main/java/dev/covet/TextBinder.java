package dev.covet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value from one parameter. */
final class TextBinder implements Binder {
  private final ParamSource source;
  private final String name;
  private final TextConversion.Reader reader;
  private final Absent absent;
  private final boolean optional;

  /**
   * What stands for a parameter that is not there.
   *
   * @param required whether that is a mistake
   * @param value the value otherwise
   */
  record Absent(boolean required, @Nullable Object value) {
    static final Absent REFUSED = new Absent(true, null);
    static final Absent NULL = new Absent(false, null);
    static final Absent EMPTY = new Absent(false, Optional.empty());

    @Nullable Object take(ParamSource source, String name, Rejections rejections) {
      if (required) {
        rejections.add(Rejection.missing(source, name), null);
      }
      return value;
    }
  }

  TextBinder(
      ParamSource source,
      String name,
      TextConversion.Reader reader,
      Absent absent,
      boolean optional) {
    this.source = source;
    this.name = name;
    this.reader = reader;
    this.absent = absent;
    this.optional = optional;
  }

  @Override
  public @Nullable Object bind(Request request, Rejections rejections) {
    String text = source.first(request, name);
    if (text == null) {
      return absent.take(source, name, rejections);
    }
    Object value = read(reader, source, name, text, rejections);
    return optional ? Optional.ofNullable(value) : value;
  }

  static @Nullable Object read(
      TextConversion.Reader reader,
      ParamSource source,
      String name,
      String text,
      Rejections rejections) {
    try {
      return reader.read(text);
    } catch (TextConversion.Malformed e) {
      rejections.add(Rejection.malformed(source, name, text, String.valueOf(e.getMessage())), e);
      return null;
    }
  }
}
