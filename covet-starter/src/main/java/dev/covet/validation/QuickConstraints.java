package dev.covet.validation;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Quick checks of the usual constraints, each with the meaning of Jakarta Validation 3.1. */
final class QuickConstraints {
  private static final Set<Class<?>> WHOLE =
      Set.of(
          int.class,
          Integer.class,
          long.class,
          Long.class,
          short.class,
          Short.class,
          byte.class,
          Byte.class);

  private QuickConstraints() {}

  /** The check of a constraint on values of a type, or null if only the validator knows. */
  static @Nullable QuickCheck of(ConstraintDescriptor<?> constraint, Class<?> type) {
    if (!isBuiltIn(constraint)) {
      return null;
    }
    return switch (constraint.getAnnotation()) {
      case NotNull any -> value -> value != null;
      case NotBlank text when type == String.class ->
          value -> value instanceof String s && hasText(s);
      case NotEmpty any -> notEmpty(type);
      case Size size -> size(type, size.min(), size.max());
      case Min min when WHOLE.contains(type) -> atLeast(min.value());
      case Max max when WHOLE.contains(type) -> atMost(max.value());
      case Positive any when WHOLE.contains(type) -> atLeast(1);
      case PositiveOrZero any when WHOLE.contains(type) -> atLeast(0);
      case Pattern pattern when type == String.class && pattern.flags().length == 0 ->
          pattern(pattern.regexp());
      case Email email
          when type == String.class && email.flags().length == 0 && email.regexp().equals(".*") ->
          value -> value == null || value instanceof String s && PlainEmail.matches(s);
      default -> null;
    };
  }

  /** An application may have put validators of its own in the place of the built-in ones. */
  private static boolean isBuiltIn(ConstraintDescriptor<?> constraint) {
    return constraint.getComposingConstraints().isEmpty()
        && constraint.getConstraintValidatorClasses().stream()
            .allMatch(
                v ->
                    v == SizeInCharacters.class
                        || v.getName().startsWith("org.hibernate.validator.internal."));
  }

  private static boolean hasText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable QuickCheck notEmpty(Class<?> type) {
    if (type == String.class) {
      return value -> value instanceof String text && !text.isEmpty();
    }
    if (Collection.class.isAssignableFrom(type)) {
      return value -> value instanceof Collection<?> many && !many.isEmpty();
    }
    return Map.class.isAssignableFrom(type)
        ? value -> value instanceof Map<?, ?> map && !map.isEmpty()
        : null;
  }

  private static @Nullable QuickCheck size(Class<?> type, int min, int max) {
    if (type == String.class) {
      return value ->
          value == null
              || value instanceof String s && within(s.codePointCount(0, s.length()), min, max);
    }
    if (Collection.class.isAssignableFrom(type)) {
      return value ->
          value == null || value instanceof Collection<?> many && within(many.size(), min, max);
    }
    return Map.class.isAssignableFrom(type)
        ? value -> value == null || value instanceof Map<?, ?> map && within(map.size(), min, max)
        : null;
  }

  private static boolean within(int size, int min, int max) {
    return size >= min && size <= max;
  }

  private static QuickCheck atLeast(long least) {
    return value -> value == null || value instanceof Number n && n.longValue() >= least;
  }

  private static QuickCheck atMost(long most) {
    return value -> value == null || value instanceof Number n && n.longValue() <= most;
  }

  private static QuickCheck pattern(String regexp) {
    java.util.regex.Pattern compiled = java.util.regex.Pattern.compile(regexp);
    return value -> value == null || value instanceof String s && compiled.matcher(s).matches();
  }
}
