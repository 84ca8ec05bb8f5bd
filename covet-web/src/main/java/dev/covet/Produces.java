package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the results of a controller, or of one of its methods, are sent as: the client's {@code
 * Accept} chooses among them, the first counts if it has no wish. The method's counts more. See
 * {@link Route#produces}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Produces {
  /** {@return media types, the best first} */
  String[] value();
}
