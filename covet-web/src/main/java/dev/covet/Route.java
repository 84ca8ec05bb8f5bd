package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.route.PathPattern;
import dev.covet.spi.ServingPlan.OnTimeout;
import dev.covet.spi.ServingPlan.Placement;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route as it was declared, for further settings; each method returns the route itself. Settings
 * can be changed until the application starts. Not safe for several threads.
 */
public final class Route {
  private final Router owner;
  private final Method method;
  private final PathPattern pattern;
  private final Endpoint endpoint;
  private final String place;
  private @Nullable String name;
  private final RouteStatements statements = new RouteStatements();
  private List<Class<?>> groups = List.of();
  private ContentRules content = ContentRules.NONE;
  private Placement placement = Placement.AUTO;
  private OnTimeout onTimeout = OnTimeout.INTERRUPT;
  private @Nullable Long maxBody;
  private @Nullable Duration timeout;
  private final List<Middleware> middleware = new ArrayList<>();
  private int cost = 1;
  private ConcurrencyLimit.@Nullable Declared concurrency;
  private boolean essential;

  Route(Router owner, Method method, PathPattern pattern, Endpoint endpoint, String place) {
    this.owner = owner;
    this.method = method;
    this.pattern = pattern;
    this.endpoint = endpoint;
    this.place = place;
  }

  /**
   * Names the route for {@link Covet#urlFor}.
   *
   * @param name unique in the application
   * @return this
   */
  public Route name(String name) {
    owner.changing();
    this.name = name;
    return this;
  }

  /**
   * Declares what results are sent as: the client's {@code Accept} chooses, the first counts if it
   * has no wish, and 406 names them if it takes none. Values are written as JSON or by {@link
   * Covet#writer}; texts, bytes and files are sent as they are, under this type. A route that
   * declares nothing disregards {@code Accept}.
   *
   * @param mediaTypes media types, the best first
   * @return this
   * @throws IllegalArgumentException if one is malformed
   */
  public Route produces(String... mediaTypes) {
    owner.changing();
    content = new ContentRules(ContentRules.parse(mediaTypes), content.consumes());
    return this;
  }

  /**
   * Declares what bodies are taken; others are answered with 415, before the body is read.
   *
   * @param mediaTypes media types, or ranges of them
   * @return this
   * @throws IllegalArgumentException if one is malformed
   */
  public Route consumes(String... mediaTypes) {
    owner.changing();
    content = new ContentRules(content.produces(), ContentRules.parse(mediaTypes));
    return this;
  }

  ContentRules content() {
    return content;
  }

  /**
   * Says in a line what the route does, for documents made from the application.
   *
   * @param text a line
   * @return this
   */
  public Route summary(String text) {
    owner.changing();
    statements.summary = text;
    return this;
  }

  /**
   * Says in full what the route does.
   *
   * @param text Markdown
   * @return this
   */
  public Route description(String text) {
    owner.changing();
    statements.description = text;
    return this;
  }

  /**
   * Adds names that the route is grouped by, after those of its groups.
   *
   * @param names the names
   * @return this
   */
  public Route tags(String... names) {
    owner.changing();
    statements.tags.addAll(List.of(names));
    return this;
  }

  /**
   * Says that clients should not use the route any more.
   *
   * @return this
   */
  public Route deprecated() {
    owner.changing();
    statements.deprecated = true;
    return this;
  }

  /**
   * Says that the handler reads a parameter. The components of an input need not be told.
   *
   * @param param for example {@code Param.query("limit", Integer.class).or(20)}
   * @return this
   */
  public Route param(DeclaredParam param) {
    owner.changing();
    statements.params.add(param);
    return this;
  }

  /**
   * Says that the handler reads the body: {@code String}, {@code byte[]} and {@code InputStream} as
   * it is, any other type from JSON.
   *
   * @param type the type
   * @return this
   */
  public Route body(Class<?> type) {
    return told(type, null);
  }

  /**
   * Says that the handler reads the body from JSON.
   *
   * @param type the type
   * @return this
   */
  public Route body(TypeRef<?> type) {
    return told(type.type(), null);
  }

  /**
   * Says that the handler reads the body.
   *
   * @param type the type
   * @param mediaType what clients send it as, for example {@code image/png}
   * @return this
   * @throws IllegalArgumentException if that is no media type
   */
  public Route body(Class<?> type, String mediaType) {
    return told(type, MediaType.parse(mediaType));
  }

  private Route told(Type type, @Nullable MediaType mediaType) {
    owner.changing();
    statements.body = new RouteStatements.Told(type, mediaType);
    return this;
  }

  /**
   * Gives an example of the body.
   *
   * @param text as it would be sent
   * @return this
   */
  public Route bodyExample(String text) {
    owner.changing();
    statements.bodyExample = text;
    return this;
  }

  /**
   * Says what the route answers when all is well; of use where the handler's own type does not say
   * it. {@code void.class}: nothing, 204.
   *
   * @param type the type of what the handler returns, or of what its response holds
   * @return this
   */
  public Route returns(Class<?> type) {
    return answered(null, type, null);
  }

  /**
   * Says what the route answers when all is well.
   *
   * @param type the type of what the handler returns, or of what its response holds
   * @return this
   */
  public Route returns(TypeRef<?> type) {
    return answered(null, type.type(), null);
  }

  /**
   * Says what the route answers when all is well.
   *
   * @param type the type of what the handler returns, or of what its response holds
   * @param mediaType what it is sent as, for example {@code text/html}
   * @return this
   * @throws IllegalArgumentException if that is no media type
   */
  public Route returns(Class<?> type, String mediaType) {
    return answered(null, type, MediaType.parse(mediaType));
  }

  /**
   * Says with which status the route answers when all is well. The type stays that of the handler.
   *
   * @param status for example 201
   * @return this
   */
  public Route returns(Status status) {
    owner.changing();
    statements.status = status;
    return this;
  }

  /**
   * Says with which status and type the route answers when all is well.
   *
   * @param status for example 201
   * @param type the type of what the handler returns, or of what its response holds
   * @return this
   */
  public Route returns(Status status, Class<?> type) {
    return answered(status, type, null);
  }

  private Route answered(@Nullable Status status, Type type, @Nullable MediaType mediaType) {
    owner.changing();
    statements.status = status == null ? statements.status : status;
    statements.result = new RouteStatements.Told(type, mediaType);
    return this;
  }

  /**
   * Gives an example of the answer's body.
   *
   * @param text as it would be sent
   * @return this
   */
  public Route resultExample(String text) {
    owner.changing();
    statements.resultExample = text;
    return this;
  }

  /**
   * Says that there is a further answer, which handler or middleware make: a problem detail from
   * 400 on, else without a body.
   *
   * @param status its status
   * @param when when it is given
   * @return this
   */
  public Route answers(Status status, String when) {
    owner.changing();
    statements.answer(status, when, null);
    return this;
  }

  /**
   * Says that there is a further answer, which handler or middleware make.
   *
   * @param status its status
   * @param type the type of its body
   * @return this
   */
  public Route answers(Status status, Class<?> type) {
    owner.changing();
    statements.answer(status, "", type);
    return this;
  }

  /**
   * Says that there is a further answer, which handler or middleware make.
   *
   * @param status its status
   * @param type the type of its body
   * @return this
   */
  public Route answers(Status status, TypeRef<?> type) {
    owner.changing();
    statements.answer(status, "", type.type());
    return this;
  }

  /**
   * Says what a client must show, in place of what its groups ask. Of several, one is enough. It
   * describes only, for middleware of one's own; {@link Router#authenticate} describes itself.
   *
   * @param scheme the name of a scheme of {@link Covet#securityScheme}
   * @param scopes what it must allow
   * @return this
   */
  public Route security(String scheme, String... scopes) {
    owner.changing();
    statements.require(scheme, scopes);
    return this;
  }

  /**
   * Lets everyone come, whatever its groups ask. Who shows who it is, below {@link
   * Router#authenticate}, is still found out, and refused if that is wrong.
   *
   * @return this
   */
  public Route anonymous() {
    owner.changing();
    statements.security = List.of();
    statements.anonymous = true;
    return this;
  }

  /**
   * Lets only those use the route for whom these rules hold, beside the rules of its groups; others
   * get 403. There must be a {@link Router#authenticate} around it.
   *
   * @param rules all must hold
   * @return this
   */
  public Route require(Access... rules) {
    owner.changing();
    statements.access.addAll(List.of(rules));
    return this;
  }

  /**
   * Checks the constraints of these groups in place of the default group (Jakarta Validation 3.1,
   * section 5.4); to check both, name {@code jakarta.validation.groups.Default} too. Of use only
   * where the route is typed.
   *
   * @param groups interfaces
   * @return this
   */
  public Route groups(Class<?>... groups) {
    owner.changing();
    this.groups = List.of(groups);
    return this;
  }

  /**
   * Keeps the route out of documents made from the application.
   *
   * @return this
   */
  public Route hidden() {
    owner.changing();
    statements.hidden = true;
    return this;
  }

  /**
   * Always runs the handler beside the event loops: for one that computes, reads files or calls
   * native code for long.
   *
   * @return this
   */
  public Route offload() {
    owner.changing();
    this.placement = Placement.OFFLOAD;
    return this;
  }

  /**
   * Always runs the handler on the connection's event loop: for one that is known to be quick. What
   * it takes, every other connection of the loop waits.
   *
   * @return this
   */
  public Route onLoop() {
    owner.changing();
    this.placement = Placement.LOOP;
    return this;
  }

  /**
   * Sets the largest request body in place of {@code max-body}.
   *
   * @param bytes the limit in bytes
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public Route maxBody(long bytes) {
    owner.changing();
    if (bytes < 0) {
      throw new IllegalArgumentException("maxBody must not be negative: " + bytes);
    }
    this.maxBody = bytes;
    return this;
  }

  /**
   * Sets the time from the complete head to the committed answer in place of {@code
   * request-timeout}.
   *
   * @param time the time, zero for none
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public Route timeout(Duration time) {
    owner.changing();
    if (time.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative: " + time);
    }
    this.timeout = time;
    return this;
  }

  /**
   * Leaves the handler alone when its time is over, instead of interrupting it: an interrupt would
   * close a shared {@code FileChannel}, for one. The client gets its 503 all the same.
   *
   * @return this
   */
  public Route detachOnTimeout() {
    owner.changing();
    this.onTimeout = OnTimeout.DETACH;
    return this;
  }

  /**
   * Wraps this route alone, inside the middleware of its group and application.
   *
   * @param added the middleware; order of declaration is order of execution
   * @return this
   */
  public Route use(Middleware added) {
    owner.changing();
    middleware.add(added);
    return this;
  }

  /**
   * Limits how many requests clients may send to this route, beside the limits of its group and
   * application. A request takes from all of these limits or from none.
   *
   * @param limits the limits
   * @return this
   */
  public Route rateLimit(RateLimit... limits) {
    return use(new RateLimits(List.of(limits)));
  }

  /**
   * Sets what a request of this route takes from each rate limit that holds for it.
   *
   * @param units 1 if it is not set, 0 for no limit; more than a limit's burst counts as the burst
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public Route cost(int units) {
    owner.changing();
    if (units < 0) {
      throw new IllegalArgumentException("cost must not be negative: " + units);
    }
    this.cost = units;
    return this;
  }

  /**
   * Lets only so many requests of this route be served at once. Further ones wait in a line; who
   * finds it full, or waits too long, gets 503 with Retry-After. A request counts until its body
   * was sent, one past its deadline until its handler ends; one whose client goes away while it
   * waits leaves the line.
   *
   * @param most how many at once, at least 1
   * @param waiting how many in the line, 0 for none
   * @param longest how long one waits, at most until its deadline
   * @return this
   * @throws IllegalArgumentException if a number is too small, or there is a line without time
   */
  public Route concurrency(int most, int waiting, Duration longest) {
    owner.changing();
    this.concurrency = new ConcurrencyLimit.Declared(most, waiting, longest);
    return this;
  }

  /**
   * Serves the route also while the server sheds load because memory or time is short ({@code
   * overload-heap} and the like): for what operators need then. Health and metrics are served so.
   *
   * @return this
   */
  public Route essential() {
    owner.changing();
    this.essential = true;
    return this;
  }

  /** {@return the method} */
  public Method method() {
    return method;
  }

  /** {@return the whole pattern, with the prefixes of groups} */
  public String pattern() {
    return pattern.toString();
  }

  /** {@return method, pattern and where it was declared} */
  @Override
  public String toString() {
    return method + " " + pattern + " (" + place + ")";
  }

  // for the application layer itself

  PathPattern path() {
    return pattern;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  String place() {
    return place;
  }

  @Nullable String name() {
    return name;
  }

  RouteStatements statements() {
    return statements;
  }

  List<Class<?>> groups() {
    return groups;
  }

  boolean isEssential() {
    return essential;
  }

  Placement placement() {
    return placement;
  }

  OnTimeout onTimeout() {
    return onTimeout;
  }

  @Nullable Long maxBody() {
    return maxBody;
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  List<Middleware> middleware() {
    return middleware;
  }

  ConcurrencyLimit.@Nullable Declared concurrency() {
    return concurrency;
  }

  int cost() {
    return cost;
  }

  Router owner() {
    return owner;
  }
}
