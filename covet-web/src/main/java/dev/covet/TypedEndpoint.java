package dev.covet;

import org.jspecify.annotations.Nullable;

/** A handler whose input is made from the request. */
record TypedEndpoint<T, R extends @Nullable Object>(Class<T> input, TypedHandler<T, R> handler)
    implements Endpoint {
  @Override
  public Handler<R> compile(Declaration declaration) {
    RecordBinder binder = BindingPlan.of(input, declaration);
    return request -> {
      Rejections rejections = new Rejections();
      Object bound = binder.bind(request, rejections);
      if (bound == null) {
        throw rejections.toException();
      }
      return handler.handle(input.cast(bound));
    };
  }
}
