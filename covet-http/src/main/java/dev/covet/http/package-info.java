/**
 * The vocabulary that the application layer and the engine share: methods, statuses, header fields,
 * media types, limits and the neutral view of one request. Depends on the JDK alone.
 */
@NullMarked
package dev.covet.http;

import org.jspecify.annotations.NullMarked;
