package dev.covet;

import dev.covet.TextBinder.Absent;
import dev.covet.route.Segment;
import dev.covet.route.SegmentKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Year;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Checks slots that are read from parameters, and makes their binders. */
final class TextBinders {
  /** What can be made from a text of digits. */
  private static final Set<Class<?>> DIGITS =
      Set.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          short.class,
          Short.class,
          byte.class,
          Byte.class,
          BigInteger.class,
          BigDecimal.class,
          double.class,
          Double.class,
          float.class,
          Float.class,
          char.class,
          Character.class,
          Year.class,
          URI.class,
          String.class);

  static final String OPTIONAL_COLLECTION =
      "leave out the Optional, the collection is empty if there is nothing";

  private static final Absent UNSORTED = new Absent(false, new Sort<>(List.of()));

  private TextBinders() {}

  static Binder of(Slot slot, SlotType type, SlotSource.Text from, Declaration declaration) {
    if (UploadBinder.binds(type)) {
      return UploadBinder.of(slot, type, from, declaration);
    }
    if (from.isFlat()) {
      throw declaration.wrong(
          slot,
          "it has " + from.annotation() + " and is no record",
          "use " + from.source().annotation() + " for a single parameter");
    }
    check(slot, type, from, declaration);
    if (from.source() == ParamSource.PATH) {
      checkPath(slot, type, from.name(), declaration);
    }
    TextConversion.Reader reader =
        type.raw() == Sort.class
            ? SortText.of(slot, type, declaration)
            : declaration.conversion().reader(type.raw());
    if (type.shape().isCollection()) {
      boolean set = type.shape() == SlotType.Shape.SET;
      return new ManyBinder(from.source(), from.name(), reader, set, slot.nullable());
    }
    boolean optional = type.shape() == SlotType.Shape.OPTIONAL;
    Absent absent = absent(slot, type, reader, declaration);
    return new TextBinder(from.source(), from.name(), reader, absent, optional);
  }

  private static void check(
      Slot slot, SlotType type, SlotSource.Text from, Declaration declaration) {
    if (!type.isSimple(declaration.conversion())) {
      throw declaration.wrong(
          slot,
          "a " + from.source().words() + " can not be made into " + slot.typeName(),
          remedy(type));
    }
    if (slot.find(Default.class) == null) {
      return;
    }
    if (type.shape().isCollection()) {
      throw declaration.wrong(slot, "a collection has no @Default", "remove @Default");
    }
    if (type.shape() == SlotType.Shape.OPTIONAL || slot.nullable()) {
      String other = slot.nullable() ? "@Nullable" : "the Optional";
      throw declaration.wrong(
          slot, "with @Default there is always a value", "remove @Default or " + other);
    }
  }

  private static String remedy(SlotType type) {
    if (type.isOptionalCollection()) {
      return OPTIONAL_COLLECTION;
    }
    return type.raw().isArray() && type.raw() != byte[].class
        ? "use a List"
        : "use a number, String, enum or another type that has a text, declare app.converter for"
            + " it, or annotate it with @Body";
  }

  private static void checkPath(Slot slot, SlotType type, String name, Declaration declaration) {
    if (type.shape().isCollection()) {
      throw declaration.wrong(
          slot, "a path parameter has one value", "declare " + type.raw().getSimpleName());
    }
    if (slot.find(Default.class) != null) {
      throw declaration.wrong(slot, "a path parameter is always there", "remove @Default");
    }
    for (Segment segment : declaration.path().segments()) {
      if (segment.kind() != SegmentKind.LITERAL
          && segment.text().equals(name)
          && !declaration.conversion().isOwn(type.raw())
          && !fits(segment.kind(), type.raw())) {
        throw declaration.wrong(
            slot,
            "{"
                + name
                + ":"
                + segment.kind().type()
                + "} in the pattern never fits "
                + slot.typeName(),
            "change the type of one of them");
      }
    }
  }

  private static boolean fits(SegmentKind kind, Class<?> type) {
    return switch (kind) {
      case INT, LONG -> DIGITS.contains(type);
      case UUID -> type == UUID.class || type == String.class || type == URI.class;
      case LITERAL, ANY, REST -> true;
    };
  }

  private static Absent absent(
      Slot slot, SlotType type, TextConversion.Reader reader, Declaration declaration) {
    String given = slot.standard();
    if (given != null) {
      try {
        return new Absent(false, reader.read(given));
      } catch (TextConversion.Malformed e) {
        throw declaration.wrong(
            slot,
            "its @Default '" + given + "' can not be converted",
            "it must be " + e.getMessage());
      }
    }
    if (type.shape() == SlotType.Shape.OPTIONAL) {
      return Absent.EMPTY;
    }
    if (slot.nullable()) {
      return Absent.NULL;
    }
    return type.raw() == Sort.class ? UNSORTED : Absent.REFUSED;
  }
}
