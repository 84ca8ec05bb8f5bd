package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.ContentKind;
import dev.covet.spi.RouteDescription.In;
import dev.covet.spi.RouteDescription.Parameter;
import java.io.InputStream;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a route reads, while its binder is compiled. */
final class InputDescription {
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Parameter> fields = new ArrayList<>();
  private @Nullable Content body;
  private boolean validated;

  /**
   * A slot that is read from a parameter.
   *
   * @param optional whether it may be absent because of what stands around it
   */
  void parameter(
      Slot slot, SlotType type, SlotSource.Text from, TextConversion conversion, boolean optional) {
    Default standard = slot.find(Default.class);
    boolean absent =
        optional || standard != null || slot.nullable() || type.shape() != SlotType.Shape.ONE;
    In in = in(from.source());
    (in == In.FORM ? fields : parameters)
        .add(
            new Parameter(
                from.name(),
                in,
                type.whole(),
                annotated(slot, type),
                slot.annotations(),
                !absent,
                type.shape().isCollection(),
                standard == null ? null : standard.value(),
                conversion.notation(type.raw()),
                "",
                null));
  }

  /** A slot that is read from the whole body. */
  void body(Slot slot, SlotType type) {
    ContentKind kind = kind(type.whole());
    boolean required =
        kind == ContentKind.JSON && type.shape() != SlotType.Shape.OPTIONAL && !slot.nullable();
    body =
        new Content(
            kind,
            List.of(mediaType(kind)),
            List.of(),
            type.whole(),
            annotated(slot, type),
            slot.annotations(),
            required,
            Long.MAX_VALUE,
            "",
            null);
  }

  /** Constraints are checked. */
  void validated() {
    validated = true;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  boolean isValidated() {
    return validated;
  }

  /** The body, or null if none is read. */
  @Nullable Content body(long maxBytes) {
    Content whole = body;
    if (whole == null && fields.isEmpty()) {
      return null;
    }
    return whole == null
        ? new Content(
            ContentKind.FORM,
            List.of(MediaType.FORM),
            fields,
            void.class,
            null,
            List.of(),
            fields.stream().anyMatch(Parameter::required),
            maxBytes,
            "",
            null)
        : new Content(
            whole.kind(),
            whole.mediaTypes(),
            fields,
            whole.type(),
            whole.annotated(),
            whole.annotations(),
            whole.required(),
            maxBytes,
            whole.description(),
            whole.example());
  }

  private static AnnotatedType annotated(Slot slot, SlotType type) {
    return type.shape() == SlotType.Shape.OPTIONAL
            && slot.type() instanceof AnnotatedParameterizedType generic
        ? generic.getAnnotatedActualTypeArguments()[0]
        : slot.type();
  }

  private static ContentKind kind(Type type) {
    if (type == String.class) {
      return ContentKind.TEXT;
    }
    if (type == byte[].class) {
      return ContentKind.BYTES;
    }
    return type == InputStream.class ? ContentKind.STREAM : ContentKind.JSON;
  }

  private static MediaType mediaType(ContentKind kind) {
    return switch (kind) {
      case JSON -> MediaType.JSON;
      case FORM -> MediaType.FORM;
      case TEXT -> MediaType.TEXT;
      case BYTES, STREAM -> MediaType.BYTES;
    };
  }

  private static In in(ParamSource source) {
    return switch (source) {
      case PATH -> In.PATH;
      case QUERY -> In.QUERY;
      case HEADER -> In.HEADER;
      case COOKIE -> In.COOKIE;
      case FORM -> In.FORM;
    };
  }
}
