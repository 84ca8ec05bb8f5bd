package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes what it stands at, for documents made from the application: a component of an input or
 * of JSON, a type, a constant of an enum, a method that handles requests, a controller. On an input
 * it describes the route. What a route says itself ({@link Route#summary} …) counts more.
 *
 * <p>{@code @Deprecated} is told too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.TYPE,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD
})
public @interface Doc {
  /** {@return what it means or does, in Markdown} */
  String value() default "";

  /** {@return what the route does, in a line} */
  String summary() default "";

  /** {@return what the route is grouped by} */
  String[] tags() default {};

  /** {@return an example: the text of a parameter, JSON for a type or a component in JSON} */
  String example() default "";

  /** {@return whether the route stays out of documents} */
  boolean hidden() default false;
}
