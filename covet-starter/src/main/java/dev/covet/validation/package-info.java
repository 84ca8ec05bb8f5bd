/** Constraints by Hibernate Validator; loaded only by applications that have some. */
@NullMarked
package dev.covet.validation;

import org.jspecify.annotations.NullMarked;
