package dev.covet;

import org.jspecify.annotations.Nullable;

/** The providers of a scope as the handlers and middleware of one route ask for them. */
final class RouteProviders {
  private final Providers scope;
  private final Declaration declaration;

  /**
   * Made at first use, because nothing says before what a lambda will ask for. Written by any
   * thread that handles a request; equal ones are made twice at worst.
   */
  private final @Nullable RequestMaker[] makers;

  RouteProviders(Providers scope, Declaration declaration) {
    this.scope = scope;
    this.declaration = declaration;
    this.makers = new @Nullable RequestMaker[scope.size()];
  }

  Providers scope() {
    return scope;
  }

  /**
   * The value of a type.
   *
   * @throws ProvisionException if nobody provides it
   */
  Object value(Class<?> type, Request request) throws Exception {
    return switch (scope.find(type)) {
      case null -> {
        Object supplied = scope.instances().supplied(type);
        if (supplied == null) {
          throw request.values().missing(type);
        }
        yield supplied;
      }
      case OnceValue once -> once.value();
      case ProviderSource.OfRequest each -> request.values().value(maker(each));
    };
  }

  private RequestMaker maker(ProviderSource.OfRequest source) {
    RequestMaker known = makers[source.index()];
    if (known == null) {
      known = ProviderPlan.of(source, declaration);
      makers[source.index()] = known;
    }
    return known;
  }
}
