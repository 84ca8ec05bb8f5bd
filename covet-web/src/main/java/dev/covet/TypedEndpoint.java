package dev.covet;

import dev.covet.http.RequestPhase;
import dev.covet.spi.RouteDescription.Style;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A handler whose input is made from the request. */
record TypedEndpoint<T, R extends @Nullable Object>(Class<T> input, TypedHandler<T, R> handler)
    implements Endpoint {
  @Override
  public CompiledEndpoint compile(Declaration declaration) {
    InputDescription described = new InputDescription();
    RecordBinder binder = BindingPlan.of(input, declaration, described);
    ResultTypes.Found result = ResultTypes.of(handler, input);
    List<AnnotatedElement> documented = new ArrayList<>(result.documented());
    documented.add(input);
    return CompiledEndpoint.of(handler(binder), Style.TYPED, described, result.type(), documented);
  }

  private Handler<R> handler(RecordBinder binder) {
    return request -> {
      Rejections rejections = new Rejections();
      request.enter(RequestPhase.BIND);
      Object bound;
      try {
        bound = binder.bind(request, rejections);
      } finally {
        request.enter(RequestPhase.HANDLER);
      }
      if (bound == null) {
        throw rejections.toException();
      }
      return handler.handle(input.cast(bound));
    };
  }
}
