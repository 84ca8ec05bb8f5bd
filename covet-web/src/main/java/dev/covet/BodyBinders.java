package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.http.Status;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Binders of whole bodies: text, bytes and streams as they are, everything else from JSON. */
final class BodyBinders {
  private BodyBinders() {}

  static Binder of(Slot slot, SlotType type, Declaration declaration, InputChecks checks) {
    checkRecord(slot, type, declaration);
    boolean optional = type.shape() == SlotType.Shape.OPTIONAL;
    if (slot.find(Default.class) != null) {
      throw declaration.wrong(
          slot, "a body has no @Default", "remove it, or make the component @Nullable");
    }
    if (type.whole() == InputStream.class) {
      if (optional || slot.nullable()) {
        throw declaration.wrong(
            slot, "a stream is always there, perhaps empty", "declare a plain InputStream");
      }
      return (request, rejections) -> request.body().stream();
    }
    Binder present = present(slot, type, declaration, checks);
    if (optional) {
      return (request, rejections) ->
          isEmpty(request)
              ? Optional.empty()
              : Optional.ofNullable(present.bind(request, rejections));
    }
    if (slot.nullable()) {
      return (request, rejections) -> isEmpty(request) ? null : present.bind(request, rejections);
    }
    return type.whole() == String.class || type.whole() == byte[].class
        ? present // an empty text is a text
        : (request, rejections) -> required(present, request, rejections);
  }

  /** An input as a parameter of a controller's method, for example. */
  private static void checkRecord(Slot slot, SlotType type, Declaration declaration) {
    List<Slot> within = type.raw().isRecord() ? Slot.of(type.raw()) : List.of();
    for (Slot component : within) {
      if (SlotSource.isAnnotated(component)) {
        throw declaration.wrong(
            slot,
            "it is read from the body as a whole, and " + component + " says where it comes from",
            "remove that annotation, or declare the components one by one");
      }
    }
  }

  private static @Nullable Object required(Binder present, Request request, Rejections rejections)
      throws Exception {
    if (isEmpty(request)) {
      rejections.add(Rejection.missingBody(), null);
      return null;
    }
    return present.bind(request, rejections);
  }

  private static boolean isEmpty(Request request) {
    RequestBody body = request.body();
    return body.length() == 0 || body.length() < 0 && body.bytes().length == 0;
  }

  private static Binder present(
      Slot slot, SlotType shaped, Declaration declaration, InputChecks checks) {
    Type type = shaped.whole();
    if (type == String.class) {
      return (request, rejections) -> request.body().text();
    }
    if (type == byte[].class) {
      return (request, rejections) -> request.body().bytes();
    }
    List<Codecs.Reader> readers = declaration.codecs().readers(shaped.raw());
    if (!readers.isEmpty() && shaped.whole() == shaped.raw()) {
      return (request, rejections) -> decoded(readers, type, request, rejections);
    }
    if (Json.codec() instanceof MissingJsonCodec) {
      throw declaration.wrong(
          slot,
          "it is read from JSON, and no JsonCodec is on the class path",
          "depend on dev.covet:covet, which brings one");
    }
    if (shaped.raw() == MergePatch.class) {
      Type patched = patched(slot, shaped, declaration);
      Check check = checks.within(slot, patched);
      return (request, rejections) -> {
        Object changes = json(() -> request.body().readPatch(), rejections);
        return changes == null ? null : new MergePatch<>(changes, patched, check);
      };
    }
    return (request, rejections) -> json(() -> request.body().readJson(type), rejections);
  }

  private static Type patched(Slot slot, SlotType type, Declaration declaration) {
    if (type.shape().isCollection()) {
      throw declaration.wrong(slot, "a body is one patch", "declare a single MergePatch");
    }
    if (type.whole() instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[0];
    }
    throw declaration.wrong(
        slot, "nothing says what is patched", "write MergePatch<Product>, for example");
  }

  /** By the reader for its media type; JSON stays possible. */
  private static @Nullable Object decoded(
      List<Codecs.Reader> readers, Type type, Request request, Rejections rejections)
      throws Exception {
    MediaType given = request.body().type().orElse(MediaType.BYTES);
    for (Codecs.Reader reader : readers) {
      if (reader.media().sameEssence(given)) {
        return reader.decoder().decode(request.body());
      }
    }
    return json(() -> request.body().readJson(type), rejections);
  }

  /** What is no JSON is thrown; mistakes in well-formed JSON stand among the others. */
  private static @Nullable Object json(Supplier<Object> read, Rejections rejections) {
    try {
      return read.get();
    } catch (HttpException e) {
      if (!e.status().equals(Status.UNPROCESSABLE_CONTENT)) {
        throw e;
      }
      if (e.problem().extensions().get("errors") instanceof List<?> errors && !errors.isEmpty()) {
        errors.forEach(error -> rejections.add(mistake(error), e));
      } else {
        rejections.add(Rejection.wrongBody("", String.valueOf(e.getMessage()), "invalid"), e);
      }
      return null;
    }
  }

  private static Rejection mistake(Object error) {
    Map<?, ?> told = error instanceof Map<?, ?> map ? map : Map.of();
    return Rejection.wrongBody(
        text(told, "pointer", ""),
        text(told, "message", "is wrong"),
        text(told, "code", "invalid"));
  }

  private static String text(Map<?, ?> told, String name, String otherwise) {
    return told.get(name) instanceof String text ? text : otherwise;
  }
}
