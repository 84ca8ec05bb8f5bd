package dev.covet;

import dev.covet.http.MediaType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files of a form. */
final class UploadBinder implements Binder {
  private final String name;
  private final SlotType.Shape shape;
  private final boolean nullable;

  private UploadBinder(String name, SlotType.Shape shape, boolean nullable) {
    this.name = name;
    this.shape = shape;
    this.nullable = nullable;
  }

  static UploadBinder of(Slot slot, SlotType type, SlotSource.Text from, Declaration declaration) {
    if (from.source() != ParamSource.FORM) {
      throw declaration.wrong(
          slot, "a file comes with a form", "remove its annotation, or use @FormParam");
    }
    if (slot.find(Default.class) != null) {
      throw declaration.wrong(slot, "a file has no @Default", "make it an Optional");
    }
    return new UploadBinder(from.name(), type.shape(), slot.nullable());
  }

  static boolean binds(SlotType type) {
    return type.element() == Upload.class;
  }

  /** Whether a declared type stands for files, one or several. */
  static boolean isFile(Type type) {
    return type == Upload.class
        || type instanceof ParameterizedType many
            && many.getActualTypeArguments()[0] == Upload.class;
  }

  @Override
  public @Nullable Object bind(Request request, Rejections rejections) {
    List<Upload> files = files(request);
    if (shape == SlotType.Shape.LIST) {
      return files.isEmpty() && nullable ? null : files;
    }
    if (shape == SlotType.Shape.SET) {
      return files.isEmpty() && nullable ? null : new LinkedHashSet<>(files);
    }
    Upload first = files.isEmpty() ? null : files.getFirst();
    if (shape == SlotType.Shape.OPTIONAL) {
      return Optional.ofNullable(first);
    }
    if (first == null && !nullable) {
      rejections.add(Rejection.missing(ParamSource.FORM, name), null);
    }
    return first;
  }

  /** A form that can hold no files has none, where none is needed. */
  private List<Upload> files(Request request) {
    boolean needed = shape == SlotType.Shape.ONE && !nullable;
    MediaType type = request.body().type().orElse(MediaType.BYTES);
    return !needed && type.sameEssence(MediaType.FORM) ? List.of() : request.parts().uploads(name);
  }
}
