package dev.covet;

import org.jspecify.annotations.Nullable;

/**
 * Middleware that is made for each route at start, when it is known what the route is. What it has
 * nothing to do for is absent from the route's chain.
 */
interface RouteMiddleware extends Middleware {
  /** What wraps this route, or null for nothing. */
  @Nullable Middleware forRoute(RouteSetup route);

  @Override
  default Response<?> handle(Request request, Next next) {
    throw new IllegalStateException("it is made for each route when an application starts");
  }
}
