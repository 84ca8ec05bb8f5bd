package shop.catalog;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The number of an article: a constraint that is put together from others. */
@Documented
@Pattern(regexp = "[A-Z]{3}-[0-9]{4}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@interface Sku {
  String message() default "must be the number of an article (TEA-0001)";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
