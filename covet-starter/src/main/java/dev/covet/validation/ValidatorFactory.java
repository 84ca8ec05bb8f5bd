package dev.covet.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorFactory;
import jakarta.validation.ValidationException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Makes the validators of custom constraints, which need not be public any more than inputs do. */
final class ValidatorFactory implements ConstraintValidatorFactory {
  @Override
  public <T extends ConstraintValidator<?, ?>> T getInstance(Class<T> type) {
    try {
      return type.cast(
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .findConstructor(type, MethodType.methodType(void.class))
              .invoke());
    } catch (Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      throw new ValidationException(
          type.getName() + " can not be made: it needs a constructor without parameters", e);
    }
  }

  @Override
  public void releaseInstance(ConstraintValidator<?, ?> instance) {
    // Nothing is held.
  }
}
