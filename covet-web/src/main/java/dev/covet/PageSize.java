package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many items a page has. At a {@link Paging} or {@link CursorPaging} it replaces what these say
 * of their {@code size}; at an {@code int} it makes one of it: a parameter with a default and a
 * maximum. What is beyond the maximum, or below 1, is answered with 422.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface PageSize {
  /** {@return the number that stands for one that is absent} */
  int standard() default 20;

  /** {@return the largest number that a client may ask for} */
  int max() default 100;
}
