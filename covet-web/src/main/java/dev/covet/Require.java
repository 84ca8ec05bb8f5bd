package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says who may use the routes of a controller, or one of them; what class and method ask must both
 * hold. See {@link Route#require}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Require {
  /** {@return scopes, all of which are needed} */
  String[] scopes() default {};

  /** {@return roles, one of which is needed} */
  String[] roles() default {};

  /** {@return a class with a constructor without parameters, whose one object decides} */
  Class<? extends AccessCheck> check() default AccessCheck.class;
}
