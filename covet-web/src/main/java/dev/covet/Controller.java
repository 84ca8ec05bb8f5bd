package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the routes of a class a common prefix. Not needed where there is none: what makes a class a
 * controller are its methods with {@link Get}, {@link Post}, {@link Put}, {@link Patch}, {@link
 * Delete} or {@link HttpQuery}; {@link Router#add(Object)} declares them.
 *
 * <p>One object serves all requests, many at once. Neither class nor methods need to be public.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Controller {
  /** {@return a pattern before those of the methods} */
  String value() default "";
}
