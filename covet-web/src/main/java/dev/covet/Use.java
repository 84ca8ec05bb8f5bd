package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Wraps the routes of a controller, or one of them, with middleware: inside that of the application
 * and its groups, the class's before the method's, each in order. There is one object of each
 * class; it comes from where controllers come from that are added by their class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Use {
  /** {@return classes of middleware} */
  Class<? extends Middleware>[] value();
}
