package dev.covet;

import dev.covet.http.Status;
import dev.covet.spi.RouteDescription.Style;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A method of a controller, whose parameters are made from the request. */
record ControllerEndpoint(ControllerObject controller, Method method) implements Endpoint {
  @Override
  public CompiledEndpoint compile(Declaration declaration) {
    Status status = status(declaration);
    if (status != null && ResultType.of(method.getGenericReturnType()).isResponse()) {
      throw declaration.wrong(
          method, "a Response has a status itself", "remove @Status, or return the value");
    }
    InputDescription described = new InputDescription();
    BoundCall call = BindingPlan.of(method, controller, declaration, described);
    return new CompiledEndpoint(
        method.getReturnType() == void.class ? action(call, status) : call,
        Style.CONTROLLER,
        described,
        method.getGenericReturnType(),
        status,
        List.of(method, controller.type()),
        middleware(declaration));
  }

  private @Nullable Status status(Declaration declaration) {
    try {
      return ResultStatus.read(method);
    } catch (IllegalArgumentException e) {
      throw declaration.wrong(method, String.valueOf(e.getMessage()), "use 200 to 599");
    }
  }

  /** A method without result. */
  private static Handler<Response<?>> action(BoundCall call, @Nullable Status status) {
    Response<?> done = status == null ? Response.noContent() : Response.of(status);
    return request -> {
      call.handle(request);
      return done;
    };
  }

  private List<Middleware> middleware(Declaration declaration) {
    return Stream.<AnnotatedElement>of(controller.type(), method)
        .map(element -> element.getAnnotation(Use.class))
        .flatMap(use -> use == null ? Stream.empty() : Stream.of(use.value()))
        .<Middleware>map(type -> new OnceMiddleware(declaration.instances().get(type, declaration)))
        .toList();
  }
}
