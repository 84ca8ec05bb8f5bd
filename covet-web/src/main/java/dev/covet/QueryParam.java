package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a parameter of the query. Not needed for simple types and collections of them.
 *
 * <p>On a component that is a record itself, its components are read from parameters with dotted
 * names: {@code page.size}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface QueryParam {
  /** {@return the name, with case; if empty, that of the component} */
  String value() default "";
}
