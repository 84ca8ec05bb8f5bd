/** What an application imports: routes, middleware, requests, responses, configuration. */
@NullMarked
package dev.covet;

import org.jspecify.annotations.NullMarked;
