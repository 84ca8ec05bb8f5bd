package dev.covet;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds what is not read from the request: the {@link Request} itself, or a value of a type that
 * the application provides ({@link Router#provide}, {@link Router#provideOnce}). Only needed where
 * the type alone would mean something else: for records and types that have a text.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Context {}
