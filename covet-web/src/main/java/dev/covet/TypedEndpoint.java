package dev.covet;

import dev.covet.spi.RouteDescription.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A handler whose input is made from the request. */
record TypedEndpoint<T, R extends @Nullable Object>(Class<T> input, TypedHandler<T, R> handler)
    implements Endpoint {
  @Override
  public CompiledEndpoint compile(Declaration declaration) {
    InputDescription described = new InputDescription();
    RecordBinder binder = BindingPlan.of(input, declaration, described);
    return CompiledEndpoint.of(handler(binder), Style.TYPED, described, List.of(input));
  }

  private Handler<R> handler(RecordBinder binder) {
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
