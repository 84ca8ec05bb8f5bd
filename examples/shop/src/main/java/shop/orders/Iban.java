package shop.orders;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The number of a bank account (ISO 13616), checked by its two digits for that. */
@Documented
@Constraint(validatedBy = Iban.Checked.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@interface Iban {
  String message() default "must be an IBAN";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** The check; absent numbers are the business of other constraints. */
  final class Checked implements ConstraintValidator<Iban, String> {
    @Override
    public boolean isValid(@Nullable String iban, ConstraintValidatorContext context) {
      return iban == null || iban.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}") && sum(iban) == 1;
    }

    /** What is left when the number, country last and letters as numbers, is divided by 97. */
    private static int sum(String iban) {
      StringBuilder digits = new StringBuilder();
      (iban.substring(4) + iban.substring(0, 4))
          .chars()
          .forEach(c -> digits.append(Character.digit(c, 36)));
      return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    }
  }
}
