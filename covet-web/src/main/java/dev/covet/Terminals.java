package dev.covet;

import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.route.Leaf;
import dev.covet.route.RouteTree;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The routes that answer when no declared one does, behind the middleware of one application or
 * group.
 *
 * @param notFound 404
 * @param wrongMethod 405 with Allow
 * @param options 204 with Allow
 * @param unsafePath 400
 * @param unknownMethod 501
 */
record Terminals(
    ServedRoute notFound,
    ServedRoute wrongMethod,
    ServedRoute options,
    ServedRoute unsafePath,
    ServedRoute unknownMethod) {

  /**
   * Makes them.
   *
   * @param tree tells what is allowed
   * @param serve folds middleware around a handler
   */
  static Terminals of(
      RouteTree<ServedRoute> tree, Function<Handler<Response<?>>, ServedRoute> serve) {
    return new Terminals(
        serve.apply(request -> fail(Failure.NO_ROUTE, "nothing is here")),
        serve.apply(
            request -> {
              throw Failure.WRONG_METHOD
                  .because(request.method() + " is not allowed here")
                  .header("Allow", allowed(tree, request));
            }),
        serve.apply(
            request -> Response.of(Status.NO_CONTENT).header("Allow", allowed(tree, request))),
        serve.apply(request -> fail(Failure.UNSAFE_PATH, "the path is malformed or not safe")),
        serve.apply(request -> fail(Failure.UNKNOWN_METHOD, "the method is not known here")));
  }

  private static Response<?> fail(Failure failure, String detail) {
    throw failure.because(detail);
  }

  private static String allowed(RouteTree<ServedRoute> tree, Request request) {
    String path = request.path();
    Leaf<ServedRoute> leaf = path.equals("*") ? null : tree.find(path);
    List<Method> methods = leaf == null ? Served.METHODS : leaf.allowed();
    return methods.stream().map(Method::name).collect(Collectors.joining(", "));
  }

  /** For {@code OPTIONS *}, which asks about the server as a whole. */
  private static final class Served {
    static final List<Method> METHODS =
        Method.known().stream().filter(m -> m != Method.CONNECT && m != Method.TRACE).toList();
  }
}
