package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.ContentKind;
import dev.covet.spi.RouteDescription.In;
import dev.covet.spi.RouteDescription.Parameter;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a route reads: from its binder while that is compiled, and from what it says. */
final class InputDescription {
  /** What is read as a whole, before the route's limit is known. */
  private record Whole(
      Type type,
      MediaType mediaType,
      @Nullable AnnotatedType annotated,
      List<Annotation> annotations,
      boolean required,
      String description,
      @Nullable String example) {}

  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Parameter> fields = new ArrayList<>();
  private @Nullable Whole whole;
  private @Nullable String bodyExample;
  private boolean validated;

  /**
   * A slot that is read from a parameter.
   *
   * @param optional whether it may be absent because of what stands around it
   */
  void parameter(
      Slot slot, SlotType type, SlotSource.Text from, Declaration declaration, boolean optional) {
    String standard = slot.standard();
    Doc doc = slot.find(Doc.class);
    List<Annotation> annotations = slot.annotations();
    boolean absent =
        optional
            || standard != null
            || slot.nullable()
            || type.shape() != SlotType.Shape.ONE
            || type.raw() == Sort.class;
    add(
        new Parameter(
            from.name(),
            in(from.source()),
            type.whole(),
            annotated(slot, type),
            annotations,
            !absent,
            type.shape().isCollection(),
            standard,
            declaration.conversion().notation(type.raw()),
            NumberBounds.of(slot, type, declaration),
            doc == null ? "" : doc.value(),
            example(doc),
            annotations.stream().anyMatch(Deprecated.class::isInstance)));
  }

  /** A parameter that the route tells. */
  void parameter(DeclaredParam param, TextConversion conversion) {
    Class<?> type = param.type();
    add(
        new Parameter(
            param.name(),
            in(param.source()),
            param.isRepeated() ? GenericType.of(List.class, TextConversion.boxed(type)) : type,
            null,
            List.of(),
            param.isRequired(),
            param.isRepeated(),
            param.standard(),
            conversion.notation(type),
            null,
            param.description(),
            param.example(),
            param.isDeprecated()));
  }

  /** An input and a provider may read the same parameter; who needs it most describes it. */
  private void add(Parameter parameter) {
    List<Parameter> all = list(parameter.in());
    for (int i = 0; i < all.size(); i++) {
      Parameter known = all.get(i);
      if (is(known, parameter.in(), parameter.name())) {
        all.set(i, parameter.required() && !known.required() ? parameter : known);
        return;
      }
    }
    all.add(parameter);
  }

  /** Whether a parameter has been told. */
  boolean knows(ParamSource source, String name) {
    In in = in(source);
    return list(in).stream().anyMatch(parameter -> is(parameter, in, name));
  }

  private List<Parameter> list(In in) {
    return in == In.FORM ? fields : parameters;
  }

  private static boolean is(Parameter parameter, In in, String name) {
    return parameter.in() == in
        && (in == In.HEADER
            ? parameter.name().equalsIgnoreCase(name)
            : parameter.name().equals(name));
  }

  /** A slot that is read from the whole body. */
  void body(Slot slot, SlotType type) {
    boolean required =
        ContentKinds.of(type.whole()) == ContentKind.JSON
            && type.shape() != SlotType.Shape.OPTIONAL
            && !slot.nullable();
    Doc doc = slot.find(Doc.class);
    whole =
        new Whole(
            type.whole(),
            type.raw() == MergePatch.class
                ? MediaType.MERGE_PATCH
                : ContentKinds.mediaType(ContentKinds.of(type.whole())),
            annotated(slot, type),
            slot.annotations(),
            required,
            doc == null ? "" : doc.value(),
            example(doc));
  }

  /** A body that the route tells. */
  void body(RouteStatements.Told told) {
    boolean required = ContentKinds.of(told.type()) == ContentKind.JSON;
    whole = new Whole(told.type(), told.sentAs(), null, List.of(), required, "", null);
  }

  boolean readsWholeBody() {
    return whole != null;
  }

  boolean readsBody() {
    return whole != null || !fields.isEmpty();
  }

  void bodyExample(String text) {
    bodyExample = text;
  }

  /** Constraints are checked. */
  void validated() {
    validated = true;
  }

  boolean isValidated() {
    return validated;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** The body, or null if none is read. */
  @Nullable Content body(long maxBytes) {
    Whole read = whole;
    if (read == null) {
      return fields.isEmpty() ? null : form(maxBytes);
    }
    return new Content(
        ContentKinds.of(read.type()),
        List.of(read.mediaType()),
        List.of(),
        read.type(),
        read.annotated(),
        read.annotations(),
        read.required(),
        maxBytes,
        read.description(),
        bodyExample == null ? read.example() : bodyExample);
  }

  private Content form(long maxBytes) {
    boolean required = fields.stream().anyMatch(Parameter::required);
    boolean files = fields.stream().anyMatch(field -> UploadBinder.isFile(field.type()));
    return new Content(
        ContentKind.FORM,
        List.of(files ? Multipart.TYPE : MediaType.FORM),
        fields,
        void.class,
        null,
        List.of(),
        required,
        maxBytes,
        "",
        bodyExample);
  }

  private static AnnotatedType annotated(Slot slot, SlotType type) {
    return type.shape() == SlotType.Shape.OPTIONAL
            && slot.type() instanceof AnnotatedParameterizedType generic
        ? generic.getAnnotatedActualTypeArguments()[0]
        : slot.type();
  }

  private static @Nullable String example(@Nullable Doc doc) {
    return doc == null || doc.example().isEmpty() ? null : doc.example();
  }

  private static In in(ParamSource source) {
    return In.valueOf(source.name());
  }
}
