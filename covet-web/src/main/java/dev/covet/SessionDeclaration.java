package dev.covet;

/** A declaration of sessions: each route below it has them. */
record SessionDeclaration(Sessions sessions) implements RouteMiddleware {
  @Override
  public Middleware forRoute(RouteSetup route) {
    SessionKeeper keeper = new SessionKeeper(sessions, route.dev());
    route.sessions(keeper);
    return keeper;
  }
}
