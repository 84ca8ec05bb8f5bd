package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a record whose components are parameters of the query under their own names: a group of
 * parameters that several routes share. {@link FormParams} does so for forms.
 *
 * <p>It stands at the record type, or at a component of that type. Unlike {@link QueryParam}, it
 * puts no name and no dot before theirs; two components of an input can not read one parameter
 * then.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface QueryParams {}
