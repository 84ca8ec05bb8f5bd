package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The status of results in place of 200: of those of a method, or of a type wherever it is
 * returned. That of the method counts more. A method without a result is answered with it in place
 * of 204; a {@link Response} has its own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Status {
  /** {@return a final status, 200 to 599} */
  int value();
}
