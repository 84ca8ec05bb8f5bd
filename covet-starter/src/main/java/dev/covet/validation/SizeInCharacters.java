package dev.covet.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Counts characters as people and JSON Schema do, not Java's halves of the rarer ones: what the
 * document says of a length is what is checked.
 */
final class SizeInCharacters implements ConstraintValidator<Size, String> {
  private int min;
  private int max;

  @Override
  public void initialize(Size size) {
    min = size.min();
    max = size.max();
  }

  @Override
  public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
    if (text == null) {
      return true;
    }
    int length = text.codePointCount(0, text.length());
    return length >= min && length <= max;
  }
}
