package dev.covet;

import dev.covet.http.Method;
import dev.covet.route.PathPattern;
import dev.covet.route.SegmentKind;
import dev.covet.spi.RouteDescription.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where routes and middleware are declared: an application ({@link Covet}) or a group in it.
 * Everything is declared before the application starts; afterwards each method throws {@link
 * IllegalStateException}. Not safe for several threads.
 *
 * <p>Patterns: {@code /users}, {@code /users/{id}}, typed {@code {id:int}}, {@code {id:long}},
 * {@code {id:uuid}}, and {@code {rest...}} at the end. A literal beats a parameter, whatever the
 * order of declaration.
 */
public abstract sealed class Router permits Covet, Group {
  private final List<Route> routes = new ArrayList<>();
  private final List<Middleware> middleware = new ArrayList<>();
  private final List<Router> children = new ArrayList<>();
  private final Map<Class<?>, ErrorHandler<?>> errors = new LinkedHashMap<>();
  private final List<String> tags = new ArrayList<>();
  private @Nullable List<Requirement> security;
  private final List<Access> access = new ArrayList<>();
  private final Provisions provisions = new Provisions("provided");

  /** For the two kinds. */
  Router() {}

  /** The text before each pattern, without a slash at its end. */
  abstract String prefix();

  /** What this router is a part of, or null for the application that is served. */
  abstract @Nullable Router parent();

  /**
   * Answers GET, and HEAD without a body.
   *
   * @param pattern the pattern
   * @param handler answers
   * @param <R> its result
   * @return the route, for settings
   */
  public <R extends @Nullable Object> Route get(String pattern, Handler<R> handler) {
    return route(Method.GET, pattern, handler);
  }

  /**
   * Answers GET, and HEAD without a body. The handler gets a record that is made from the request.
   *
   * @param pattern the pattern
   * @param input the record
   * @param handler answers
   * @param <T> its input
   * @param <R> its result
   * @return the route, for settings
   */
  public <T, R extends @Nullable Object> Route get(
      String pattern, Class<T> input, TypedHandler<T, R> handler) {
    return route(Method.GET, pattern, input, handler);
  }

  /**
   * Answers POST.
   *
   * @param pattern the pattern
   * @param handler answers
   * @param <R> its result
   * @return the route, for settings
   */
  public <R extends @Nullable Object> Route post(String pattern, Handler<R> handler) {
    return route(Method.POST, pattern, handler);
  }

  /**
   * Answers POST. The handler gets a record that is made from the request.
   *
   * @param pattern the pattern
   * @param input the record
   * @param handler answers
   * @param <T> its input
   * @param <R> its result
   * @return the route, for settings
   */
  public <T, R extends @Nullable Object> Route post(
      String pattern, Class<T> input, TypedHandler<T, R> handler) {
    return route(Method.POST, pattern, input, handler);
  }

  /**
   * Answers PUT.
   *
   * @param pattern the pattern
   * @param handler answers
   * @param <R> its result
   * @return the route, for settings
   */
  public <R extends @Nullable Object> Route put(String pattern, Handler<R> handler) {
    return route(Method.PUT, pattern, handler);
  }

  /**
   * Answers PUT. The handler gets a record that is made from the request.
   *
   * @param pattern the pattern
   * @param input the record
   * @param handler answers
   * @param <T> its input
   * @param <R> its result
   * @return the route, for settings
   */
  public <T, R extends @Nullable Object> Route put(
      String pattern, Class<T> input, TypedHandler<T, R> handler) {
    return route(Method.PUT, pattern, input, handler);
  }

  /**
   * Answers PATCH.
   *
   * @param pattern the pattern
   * @param handler answers
   * @param <R> its result
   * @return the route, for settings
   */
  public <R extends @Nullable Object> Route patch(String pattern, Handler<R> handler) {
    return route(Method.PATCH, pattern, handler);
  }

  /**
   * Answers PATCH. The handler gets a record that is made from the request.
   *
   * @param pattern the pattern
   * @param input the record
   * @param handler answers
   * @param <T> its input
   * @param <R> its result
   * @return the route, for settings
   */
  public <T, R extends @Nullable Object> Route patch(
      String pattern, Class<T> input, TypedHandler<T, R> handler) {
    return route(Method.PATCH, pattern, input, handler);
  }

  /**
   * Answers DELETE.
   *
   * @param pattern the pattern
   * @param handler answers
   * @param <R> its result
   * @return the route, for settings
   */
  public <R extends @Nullable Object> Route delete(String pattern, Handler<R> handler) {
    return route(Method.DELETE, pattern, handler);
  }

  /**
   * Answers DELETE. The handler gets a record that is made from the request.
   *
   * @param pattern the pattern
   * @param input the record
   * @param handler answers
   * @param <T> its input
   * @param <R> its result
   * @return the route, for settings
   */
  public <T, R extends @Nullable Object> Route delete(
      String pattern, Class<T> input, TypedHandler<T, R> handler) {
    return route(Method.DELETE, pattern, input, handler);
  }

  /**
   * Answers QUERY, a safe method with a body.
   *
   * @param pattern the pattern
   * @param handler answers
   * @param <R> its result
   * @return the route, for settings
   */
  public <R extends @Nullable Object> Route query(String pattern, Handler<R> handler) {
    return route(Method.QUERY, pattern, handler);
  }

  /**
   * Answers QUERY, a safe method with a body. The handler gets a record that is made from the
   * request.
   *
   * @param pattern the pattern
   * @param input the record
   * @param handler answers
   * @param <T> its input
   * @param <R> its result
   * @return the route, for settings
   */
  public <T, R extends @Nullable Object> Route query(
      String pattern, Class<T> input, TypedHandler<T, R> handler) {
    return route(Method.QUERY, pattern, input, handler);
  }

  /**
   * Answers OPTIONS, in place of the automatic answer.
   *
   * @param pattern the pattern
   * @param handler answers
   * @param <R> its result
   * @return the route, for settings
   */
  public <R extends @Nullable Object> Route options(String pattern, Handler<R> handler) {
    return route(Method.OPTIONS, pattern, handler);
  }

  /**
   * Answers any method.
   *
   * @param method the method; CONNECT is never served
   * @param pattern the pattern
   * @param handler answers
   * @param <R> its result
   * @return the route, for settings
   * @throws IllegalArgumentException if the pattern is malformed, or the method is CONNECT
   */
  public <R extends @Nullable Object> Route route(
      Method method, String pattern, Handler<R> handler) {
    return declare(method, pattern, new UntypedEndpoint(handler));
  }

  /**
   * Answers any method. The handler gets a record that is made from the request.
   *
   * @param method the method; CONNECT is never served
   * @param pattern the pattern
   * @param input the record
   * @param handler answers
   * @param <T> its input
   * @param <R> its result
   * @return the route, for settings
   * @throws IllegalArgumentException if the pattern is malformed, or the method is CONNECT
   */
  public <T, R extends @Nullable Object> Route route(
      Method method, String pattern, Class<T> input, TypedHandler<T, R> handler) {
    return declare(method, pattern, new TypedEndpoint<>(input, handler));
  }

  /**
   * Declares a WebSocket. The handshake is a GET, so middleware, limits and error mapping hold for
   * it; {@link WebSocketUpgrade} says more about it than this does.
   *
   * @param pattern the pattern
   * @param handler speaks with each client
   * @return the route of the handshake
   * @throws IllegalArgumentException if the pattern is malformed
   */
  public Route websocket(String pattern, WebSocketHandler handler) {
    Handler<Response<Object>> handshake = req -> WebSocketUpgrade.of(req).accept(handler);
    return route(Method.GET, pattern, handshake).hidden();
  }

  /**
   * Declares a WebSocket whose messages go to a listener, so that it holds no thread in between.
   *
   * @param pattern the pattern
   * @param listener hears all clients
   * @return the route of the handshake
   * @throws IllegalArgumentException if the pattern is malformed
   */
  public Route websocket(String pattern, WebSocketListener listener) {
    Handler<Response<Object>> handshake = req -> WebSocketUpgrade.of(req).accept(listener);
    return route(Method.GET, pattern, handshake).hidden();
  }

  /**
   * Declares files: GET and HEAD for everything below a path. Other routes below it win.
   *
   * @param prefix a path without parameters, as {@code /assets}
   * @param files the files
   * @return the route, for settings
   * @throws IllegalArgumentException if the path is malformed
   */
  public Route files(String prefix, StaticFiles files) {
    FileServing serving = new FileServing(files);
    Handler<Response<?>> handler = req -> serving.answer(req, req.path("file").asString());
    String folder = prefix.endsWith("/") ? prefix : prefix + "/";
    return route(Method.GET, folder + "{file...}", handler).hidden();
  }

  /**
   * Declares the routes of a controller: the methods of its class that have {@link Get}, {@link
   * Post}, {@link Put}, {@link Patch}, {@link Delete} or {@link HttpQuery}. Parameters are filled
   * as the components of records are.
   *
   * @param controller the object, called by many threads at once
   * @throws IllegalArgumentException if it has no such methods, one of them can not answer, or a
   *     pattern is malformed
   */
  public void add(Object controller) {
    add(controller, route -> {});
  }

  /**
   * Declares the routes of a controller, with settings that have no annotation.
   *
   * @param controller the object, called by many threads at once
   * @param settings called with each of its routes, before this method returns
   * @throws IllegalArgumentException as {@link #add(Object)}
   */
  public void add(Object controller, Consumer<Route> settings) {
    add(new ControllerObject(controller.getClass(), controller), settings);
  }

  /**
   * Declares the routes of a controller whose object is made at start: by {@link Covet#instances},
   * else by its constructor.
   *
   * @param controller its class
   * @throws IllegalArgumentException as {@link #add(Object)}
   */
  public void add(Class<?> controller) {
    add(controller, route -> {});
  }

  /**
   * Declares the routes of a controller whose object is made at start, with settings that have no
   * annotation.
   *
   * @param controller its class
   * @param settings called with each of its routes, before this method returns
   * @throws IllegalArgumentException as {@link #add(Object)}
   */
  public void add(Class<?> controller, Consumer<Route> settings) {
    add(new ControllerObject(controller, null), settings);
  }

  private void add(ControllerObject controller, Consumer<Route> settings) {
    changing();
    String place = Place.ofCaller();
    for (ControllerMethod route : ControllerScan.of(controller.type(), place)) {
      Route declared =
          declare(
              route.verb(),
              route.pattern(),
              new ControllerEndpoint(controller, route.method()),
              route.simpleName() + ", " + place);
      route.declareContent(declared, controller.type(), place);
      route.declareAccess(declared, controller.type(), place);
      settings.accept(declared);
    }
  }

  private Route declare(Method method, String pattern, Endpoint endpoint) {
    return declare(method, pattern, endpoint, Place.ofCaller());
  }

  private Route declare(Method method, String pattern, Endpoint endpoint, String place) {
    changing();
    if (method == Method.CONNECT) {
      throw new IllegalArgumentException("CONNECT is not served (" + place + ")");
    }
    Route route = new Route(this, method, parse(pattern, place), endpoint, place);
    routes.add(route);
    return route;
  }

  /** Refuses what nothing can follow, at the place where it is declared. */
  void checkPrefix(String prefix) {
    String place = Place.ofCaller();
    PathPattern pattern = parse(prefix, place);
    if (pattern.segments().getLast().kind() == SegmentKind.REST) {
      throw new IllegalArgumentException(
          "nothing can follow the prefix '" + pattern + "': it takes the rest (" + place + ")");
    }
  }

  private PathPattern parse(String pattern, String place) {
    String text = prefix() + pattern;
    try {
      return PathPattern.parse(text.isEmpty() ? "/" : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + place + ")", e);
    }
  }

  /**
   * Wraps every route of this application or group, wherever it is declared, and its answers 404,
   * 405 and OPTIONS. Order of declaration is order of execution; a group's comes after its
   * parent's.
   *
   * @param added the middleware
   */
  public void use(Middleware added) {
    changing();
    middleware.add(added);
  }

  /**
   * Limits how many requests clients may send to the routes of this application or group together,
   * 404 and 405 included. A request takes from all of these limits or from none. Limits that are
   * decided on the request's thread stand here among the middleware.
   *
   * @param limits the limits
   */
  public void rateLimit(RateLimit... limits) {
    use(new RateLimits(List.of(limits)));
  }

  /**
   * Gives the routes of this application or group sessions. A request that does not use its session
   * costs nothing and gets no cookie. It stands here among the middleware: what is declared before
   * can read the session, but not change it once the rest has answered.
   *
   * @param sessions how they are kept
   */
  public void sessions(Sessions sessions) {
    use(new SessionDeclaration(sessions));
  }

  /**
   * Demands that clients show who they are, on all routes of this application or group and on what
   * no route answers there. Authenticators are asked in order; the first that finds credentials of
   * its kind decides, and if there are none the answer is 401. {@link Route#anonymous} opens a
   * route, {@link #require} and {@link Route#require} close one for some. It stands here among the
   * middleware, and describes itself in documents.
   *
   * <p>Handlers get the principal by {@link Request#principal()}, or as a component or parameter of
   * the type {@link Principal}.
   *
   * @param first an authenticator
   * @param more others that clients may use instead
   * @throws IllegalArgumentException if two have one name
   */
  public void authenticate(Authenticator first, Authenticator... more) {
    List<Authenticator> all = new ArrayList<>();
    all.add(first);
    all.addAll(List.of(more));
    use(new Authentication(all));
    provide(Principal.class, Request::principal);
  }

  /**
   * Lets only those use the routes of this application or group for whom these rules hold, beside
   * the rules of its parents; others get 403. There must be an {@link #authenticate} around them.
   *
   * @param rules all must hold
   */
  public void require(Access... rules) {
    changing();
    access.addAll(List.of(rules));
  }

  /**
   * Declares routes under a prefix, with middleware and error mapping of their own.
   *
   * @param prefix a pattern, for example {@code /admin}
   * @param declarations declares them
   * @throws IllegalArgumentException if the prefix is malformed, or ends in {@code {rest...}}
   */
  public void group(String prefix, Consumer<Router> declarations) {
    changing();
    checkPrefix(prefix);
    Group group = new Group(this, trimmed(prefix() + prefix));
    children.add(group);
    declarations.accept(group);
  }

  /**
   * Maps a type of failure to an answer, for the routes of this application or group. The nearest
   * type wins: that of the failure itself before its super types, then the mapping of the parent.
   *
   * @param type the type of failures
   * @param handler answers
   * @param <E> the type of failures
   */
  public <E extends Throwable> void error(Class<E> type, ErrorHandler<? super E> handler) {
    changing();
    errors.put(type, handler);
  }

  /**
   * Adds names that its routes are grouped by in documents, wherever they are declared.
   *
   * @param names the names
   */
  public void tags(String... names) {
    changing();
    tags.addAll(List.of(names));
  }

  /**
   * Says what clients of its routes must show, in place of what its parent asks. Of several, one is
   * enough. It describes only, for middleware of one's own; {@link #authenticate} describes itself.
   *
   * @param scheme the name of a scheme of {@link Covet#securityScheme}
   * @param scopes what it must allow
   */
  public void security(String scheme, String... scopes) {
    changing();
    security = RouteStatements.required(security, scheme, scopes);
  }

  /**
   * Says how a value of a type is made for a request: once for each that asks for it, when it is
   * first asked for. Handlers, providers and middleware get it by {@link Request#provided}, or as a
   * component {@code @Context} of their input. It is closed after the answer, on another thread, if
   * it is {@link AutoCloseable}: the last one made first, whether the request succeeded or not.
   *
   * <p>Holds for this application or group and what is declared in it; one of a group or of a
   * mounted application counts more there.
   *
   * @param type the type
   * @param provider makes a value that belongs to the request
   * @param <T> the type
   * @throws IllegalArgumentException if the type is provided here already, or can not be provided
   */
  public <T> void provide(Class<T> type, Provider<? extends T> provider) {
    changing();
    provisions.add(type, new Making.EachRequest(provider));
  }

  /**
   * Says how a value of a type is made for a request, from a record that is bound like that of a
   * typed handler. What is wrong with the record stands among the mistakes of the request, and what
   * it needs is checked at start. Otherwise as {@link #provide(Class, Provider)}.
   *
   * @param type the type
   * @param input the record
   * @param provider makes a value that belongs to the request
   * @param <T> the type
   * @param <I> the type of inputs
   * @throws IllegalArgumentException if the type is provided here already, or can not be provided
   */
  public <T, I> void provide(
      Class<T> type, Class<I> input, TypedProvider<? super I, ? extends T> provider) {
    changing();
    provisions.add(type, new Making.FromInput<>(input, provider));
  }

  /**
   * Says how the one value of a type is made that the application has. It is made at start, before
   * the start hooks, and closed at stop, after the stop hooks, if it is {@link AutoCloseable}: the
   * last one made first. Otherwise as {@link #provide(Class, Provider)}.
   *
   * @param type the type
   * @param provider makes the value, from others of this kind
   * @param <T> the type
   * @throws IllegalArgumentException if the type is provided here already, or can not be provided
   */
  public <T> void provideOnce(Class<T> type, OnceProvider<? extends T> provider) {
    changing();
    provisions.add(type, new Making.Once(provider));
  }

  static String trimmed(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  /** Throws once the application has started. */
  void changing() {
    Router above = parent();
    if (above != null) {
      above.changing();
    }
  }

  void adopt(Router child) {
    children.add(child);
  }

  List<Route> routes() {
    return routes;
  }

  List<Middleware> middleware() {
    return middleware;
  }

  List<Router> children() {
    return children;
  }

  List<String> tags() {
    return tags;
  }

  @Nullable List<Requirement> security() {
    return security;
  }

  List<Access> access() {
    return access;
  }

  Map<Class<?>, ErrorHandler<?>> errors() {
    return errors;
  }

  Provisions provisions() {
    return provisions;
  }
}
