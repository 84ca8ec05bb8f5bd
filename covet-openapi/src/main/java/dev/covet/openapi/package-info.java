/** The OpenAPI document of an application and the page that shows it; found by itself. */
@NullMarked
package dev.covet.openapi;

import org.jspecify.annotations.NullMarked;
