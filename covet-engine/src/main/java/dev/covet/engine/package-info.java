/**
 * The server engine: transports, event loops, protocol codecs and limits. An {@link
 * dev.covet.engine.Engine} is given an {@link dev.covet.engine.ExchangeHandler} and knows nothing
 * of applications.
 */
@NullMarked
package dev.covet.engine;

import org.jspecify.annotations.NullMarked;
