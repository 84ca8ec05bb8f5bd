package dev.covet;

import dev.covet.http.Tokens;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a slot is filled from. */
sealed interface SlotSource {
  /** A parameter of some kind. */
  record Text(ParamSource source, String name) implements SlotSource {
    /** The parameters of a record under their own names. */
    static Text flat(ParamSource source) {
      return new Text(source, "");
    }

    boolean isFlat() {
      return name.isEmpty();
    }

    /** What says so at a component. */
    String annotation() {
      return source.annotation() + (isFlat() ? "s" : "");
    }
  }

  /** The body as a whole. */
  record WholeBody() implements SlotSource {}

  /** The request itself. */
  record WholeRequest() implements SlotSource {}

  /** What somebody provides. */
  record Provided() implements SlotSource {}

  /** By its annotation, else by the rule that makes one unnecessary. */
  static SlotSource of(Slot slot, SlotType type, Declaration declaration) {
    SlotSource declared = declared(slot, declaration);
    if (declared != null) {
      return declared;
    }
    SlotSource rule = byRule(slot, type, declaration);
    boolean provided =
        type.shape() == SlotType.Shape.ONE && declaration.providers().find(type.raw()) != null;
    if (rule != null && provided) {
      throw ambiguous(slot, rule, declaration);
    }
    if (rule != null) {
      return rule;
    }
    if (provided) {
      return new Provided();
    }
    throw declaration.wrong(
        slot,
        "nothing says where a value of type " + slot.typeName() + " comes from",
        remedy(type));
  }

  private static String remedy(SlotType type) {
    if (type.isOptionalCollection()) {
      return TextBinders.OPTIONAL_COLLECTION;
    }
    String body = "annotate it with @Body to read it from the body";
    boolean own = type.whole() == type.raw() && !type.raw().getPackageName().startsWith("java.");
    return own ? body + ", or declare " + ProvisionException.remedy(type.raw()) : body;
  }

  private static @Nullable SlotSource byRule(Slot slot, SlotType type, Declaration declaration) {
    if (type.raw() == Request.class) {
      return new WholeRequest();
    }
    if (UploadBinder.binds(type) && slot.isNamed()) {
      return new Text(ParamSource.FORM, slot.name());
    }
    if (!slot.isNamed()
        && (UploadBinder.binds(type)
            || type.isSimple(declaration.conversion())
            || ParameterRecords.isDotted(type))) {
      List<String> path = declaration.path().names();
      String first = path.isEmpty() ? "" : "@PathParam(\"" + path.getFirst() + "\") or ";
      throw nameless(slot, first + "@QueryParam(\"limit\")", declaration);
    }
    if (declaration.path().names().contains(slot.name())) {
      return new Text(ParamSource.PATH, slot.name());
    }
    ParamSource simple = slot.isInForm() ? ParamSource.FORM : ParamSource.QUERY;
    if (type.isSimple(declaration.conversion())) {
      return new Text(simple, slot.name());
    }
    ParamSource flat = ParameterRecords.flat(type);
    if (flat != null) {
      return Text.flat(flat);
    }
    if (ParameterRecords.isDotted(type) || slot.isInForm() && type.raw().isRecord()) {
      return new Text(simple, slot.name());
    }
    boolean isBody = type.raw().isRecord() || type.raw() == MergePatch.class;
    return isBody && !type.shape().isCollection() ? new WholeBody() : null;
  }

  /**
   * A provider far away must not decide whether a value is the server's own or comes from the
   * client.
   */
  private static IllegalStateException ambiguous(
      Slot slot, SlotSource rule, Declaration declaration) {
    String place = rule instanceof Text from ? from.source().in() : "body";
    String annotation = rule instanceof Text from ? from.annotation() : "@Body";
    return declaration.wrong(
        slot,
        "a "
            + slot.typeName()
            + " is provided, and without annotation it is read from the "
            + place,
        "say which by @Context or " + annotation);
  }

  private static IllegalStateException nameless(
      Slot slot, String annotation, Declaration declaration) {
    return declaration.wrong(
        slot,
        "the compiler has dropped its name",
        "write it as in " + annotation + ", or compile with -parameters");
  }

  /** By its annotation, or null if it has none. */
  static @Nullable SlotSource declared(Slot slot, Declaration declaration) {
    List<SlotSource> found = new ArrayList<>(1);
    List<String> names = new ArrayList<>(1);
    for (Annotation annotation : slot.declared().getAnnotations()) {
      SlotSource source = read(annotation, slot);
      if (source != null) {
        found.add(source);
        names.add("@" + annotation.annotationType().getSimpleName());
      }
    }
    if (found.size() > 1) {
      throw declaration.wrong(
          slot, "it has " + String.join(" and ", names), "keep the one that it is read from");
    }
    if (found.isEmpty()) {
      return null;
    }
    SlotSource source = found.getFirst();
    if (!slot.isNamed()
        && source instanceof Text(var kind, String name)
        && name.equals(slot.name())) {
      throw nameless(slot, names.getFirst() + "(\"limit\")", declaration);
    }
    return checked(source, slot, declaration);
  }

  private static @Nullable SlotSource read(Annotation annotation, Slot slot) {
    return switch (annotation) {
      case PathParam p -> new Text(ParamSource.PATH, named(p.value(), slot));
      case QueryParams p -> Text.flat(ParamSource.QUERY);
      case FormParams p -> Text.flat(ParamSource.FORM);
      case QueryParam p -> new Text(ParamSource.QUERY, named(p.value(), slot));
      case HeaderParam p -> new Text(ParamSource.HEADER, header(p.value(), slot));
      case CookieParam p -> new Text(ParamSource.COOKIE, named(p.value(), slot));
      case FormParam p -> new Text(ParamSource.FORM, named(p.value(), slot));
      case Body b -> new WholeBody();
      case Context c ->
          slot.type().getType() == Request.class ? new WholeRequest() : new Provided();
      default -> null;
    };
  }

  /** Whether an annotation says where it comes from. */
  static boolean isAnnotated(Slot slot) {
    return Arrays.stream(slot.declared().getAnnotations())
        .anyMatch(annotation -> read(annotation, slot) != null);
  }

  private static SlotSource checked(SlotSource source, Slot slot, Declaration declaration) {
    if (!(source instanceof Text(ParamSource kind, String name)) || name.isEmpty()) {
      return source;
    }
    boolean token = kind == ParamSource.HEADER || kind == ParamSource.COOKIE;
    if (token && !Tokens.isToken(name)) {
      throw declaration.wrong(
          slot,
          "'" + name + "' can not be the name of a " + kind.words(),
          "use letters, digits and dashes");
    }
    List<String> names = declaration.path().names();
    if (kind == ParamSource.PATH && declaration.isRoute() && !names.contains(name)) {
      throw declaration.wrong(
          slot,
          "the pattern has no parameter '"
              + name
              + "', "
              + (names.isEmpty() ? "it has none" : "only " + names),
          "write {" + name + "} in the pattern, or name it @PathParam(\"…\")");
    }
    return source;
  }

  private static String named(String given, Slot slot) {
    return given.isEmpty() ? slot.name() : given;
  }

  /** Header fields have dashes where Java has capitals. */
  private static String header(String given, Slot slot) {
    return given.isEmpty()
        ? slot.name().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT)
        : given;
  }
}
