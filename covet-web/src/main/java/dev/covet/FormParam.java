package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a parameter of a form body ({@code application/x-www-form-urlencoded}). An input may have
 * any number of these, but then no {@link Body}.
 *
 * <p>On a component that is a record itself, its components are read from parameters with dotted
 * names: {@code address.city}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface FormParam {
  /** {@return the name, with case; if empty, that of the component} */
  String value() default "";
}
