package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Binds a header field; a collection has one value for each line. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface HeaderParam {
  /**
   * {@return the name; if empty, that of the component with dashes: {@code userAgent} is {@code
   * user-agent}}
   */
  String value() default "";
}
