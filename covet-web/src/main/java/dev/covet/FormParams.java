package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a record whose components are parameters of a form body ({@code
 * application/x-www-form-urlencoded}) under their own names: the whole form, or a part of it.
 *
 * <p>It stands at the record type, or at a component of that type. At the input of a typed route it
 * says that what would be read from the query is read from the form. Unlike {@link FormParam}, it
 * puts no name and no dot before theirs; two components of an input can not read one parameter
 * then.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface FormParams {}
