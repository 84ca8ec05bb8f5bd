package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpVersion;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Method;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestPhase;
import dev.covet.spi.ServerCalls;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A request. Made for the one thread that handles it; nothing is parsed before it is asked for.
 *
 * <p>It is valid until its answer is complete or it has been given up past its deadline. From then
 * on every method throws {@link IllegalStateException}, on any thread, and never shows anything of
 * a later request: take the values that other threads need out of it first.
 *
 * <p>Path, query and forms are decoded exactly once, as UTF-8. What is malformed is refused with
 * 400.
 */
public final class Request {
  private final IncomingRequest incoming;

  /** Set once before the handler, read by the loop when the request has ended. */
  @Nullable Object trace;

  /** How long it is in each phase; null if that is not measured. Set before the handler. */
  @Nullable PhaseTimes times;

  private final ServedRoute route;
  private final String path;

  /** Made when something is asked for that must be kept. */
  private @Nullable RequestParts parts;

  /** Given before the handler runs. */
  private @Nullable ServerCalls calls;

  /** Set once by the middleware that finds it out. */
  private @Nullable Principal principal;

  /** Set in tests alone, while the handler runs. */
  private @Nullable ReadWatch watch;

  /**
   * Written by the server's thread before the incoming request is used again. A late reader reads
   * first and checks then, with fences on both sides: if it saw a later request's data it also sees
   * this.
   */
  private boolean ended;

  /** What is to be closed when the request is over; the serving thread only. */
  private @Nullable List<AutoCloseable> held;

  Request(IncomingRequest incoming, ServedRoute route, String path) {
    this.incoming = incoming;
    this.route = route;
    this.path = path;
  }

  /** {@return the method} */
  public Method method() {
    return live(open().method());
  }

  /** {@return the decoded path; begins with a slash, or is {@code *} for {@code OPTIONS *}} */
  public String path() {
    return live(path);
  }

  /** {@return the path as received, percent-encoded} */
  public String rawPath() {
    return live(open().rawPath());
  }

  /** {@return the query as received, without the question mark, or null if there was none} */
  public @Nullable String rawQuery() {
    String query = open().rawQuery();
    check();
    if (watch != null) {
      watch.readsRawQuery();
    }
    return query;
  }

  /**
   * {@return the pattern of the route, for metrics and logs: {@code /users/{id}}; empty if no route
   * answers}
   */
  public String pattern() {
    return live(route.pattern());
  }

  /**
   * {@return a parameter of the path}
   *
   * @param name its name in the pattern of the route
   * @throws IllegalArgumentException if the pattern has no such parameter
   */
  public Param path(String name) {
    return new Param(ParamSource.PATH, name, List.of(pathValue(name)), route.conversion());
  }

  /**
   * {@return a parameter of the query, perhaps absent}
   *
   * @param name its name, with case
   * @throws HttpException 400 if the query is malformed or has too many parameters
   */
  public Param query(String name) {
    watched(ParamSource.QUERY, name);
    return new Param(ParamSource.QUERY, name, parts().query().all(name), route.conversion());
  }

  /**
   * {@return all parameters of the query in order, unmodifiable}
   *
   * @throws HttpException 400 if the query is malformed or has too many parameters
   */
  public Map<String, List<String>> query() {
    return watched(ParamSource.QUERY, parts().query().toMap());
  }

  /**
   * {@return a header field, perhaps absent; one value for each line}
   *
   * @param name its name, without case
   */
  public Param header(String name) {
    watched(ParamSource.HEADER, name);
    return new Param(ParamSource.HEADER, name, live(open().headers(name)), route.conversion());
  }

  /**
   * {@return the id of the last event that the client got before it came back ({@code
   * Last-Event-ID}); empty if it comes for the first time}
   */
  public Optional<String> lastEventId() {
    // Part of the event stream protocol, so no route has to declare it.
    return live(open().headers("last-event-id")).stream().findFirst();
  }

  /** {@return all header fields in order, copied} */
  public Headers headers() {
    String[] fields = new String[2 * open().headerCount()];
    for (int i = 0; i < fields.length / 2; i++) {
      fields[2 * i] = incoming.headerName(i);
      watched(ParamSource.HEADER, fields[2 * i]);
      fields[2 * i + 1] = incoming.headerValue(i);
    }
    check();
    return Headers.received(fields);
  }

  /**
   * {@return a cookie, perhaps absent}
   *
   * @param name its name, with case
   */
  public Param cookie(String name) {
    watched(ParamSource.COOKIE, name);
    return new Param(ParamSource.COOKIE, name, parts().cookies().all(name), route.conversion());
  }

  /** {@return all cookies in order, unmodifiable} */
  public Map<String, List<String>> cookies() {
    return watched(ParamSource.COOKIE, parts().cookies().toMap());
  }

  /**
   * {@return a parameter of a form body, perhaps absent; of a form in parts one that is no file}
   * Blocks until the body is there.
   *
   * @param name its name, with case
   * @throws HttpException 415 if the body is no form, 400 if it is malformed or has too many
   *     parameters
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   */
  public Param form(String name) {
    watched(ParamSource.FORM, name);
    return new Param(ParamSource.FORM, name, parts().form().all(name), route.conversion());
  }

  /**
   * {@return all parameters of a form body in order, unmodifiable} Blocks until the body is there.
   *
   * @throws HttpException 415 if the body is no form, 400 if it is malformed or has too many
   *     parameters
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   */
  public Map<String, List<String>> form() {
    return watched(ParamSource.FORM, parts().form().toMap());
  }

  /**
   * {@return the file of a form ({@code multipart/form-data})} Blocks until the whole body is
   * there.
   *
   * @param name the name of its field, with case
   * @throws HttpException 422 if there is none, 415 if the body is no such form, 400 if it is
   *     malformed, 413 if it is larger than a form may be
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   */
  public Upload upload(String name) {
    List<Upload> files = uploads(name);
    if (files.isEmpty()) {
      throw Failure.MISSING_PARAMETER.because("the file '" + name + "' is missing");
    }
    return files.getFirst();
  }

  /**
   * {@return the files of a field of a form, perhaps none} Blocks until the whole body is there.
   *
   * @param name the name of the field, with case
   * @throws HttpException as {@link #upload}, but there may be none
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   */
  public List<Upload> uploads(String name) {
    watched(ParamSource.FORM, name);
    return live(parts().uploads(name));
  }

  /** {@return the body} */
  public RequestBody body() {
    if (watch != null) {
      watch.readsBody();
    }
    return parts().body();
  }

  /**
   * {@return the address of the client: the peer of the connection, or what proxies of {@code
   * trusted-proxies} say} A proxy that hides it gives an unresolved address with the word that it
   * says instead, {@code unknown} for one.
   *
   * @throws HttpException 400 if a trusted proxy passes on a malformed field
   */
  public SocketAddress remote() {
    return live(open().remote());
  }

  /**
   * {@return the certificate that the client has shown and that an authority of {@code
   * tls-client-ca} has issued; empty if there is none}
   */
  public Optional<X509Certificate> clientCertificate() {
    return live(open().clientCertificates()).stream().findFirst();
  }

  /** {@return the address on which the connection was accepted} */
  public SocketAddress local() {
    return live(open().local());
  }

  /**
   * {@return {@code http} or {@code https}, as the client speaks it; see {@link #remote()}}
   *
   * @throws HttpException 400 if a trusted proxy passes on a malformed field
   */
  public String scheme() {
    return live(open().scheme());
  }

  /**
   * {@return host and optional port as the client named them, empty only for HTTP/1.0 without Host;
   * see {@link #remote()}}
   *
   * @throws HttpException 400 if a trusted proxy passes on a malformed field
   */
  public String host() {
    return live(open().authority());
  }

  /** {@return the version of the protocol} */
  public HttpVersion version() {
    return live(open().version());
  }

  /**
   * {@return the whole URL as the client named it}
   *
   * @throws HttpException 400 if it is no URI by the rules of Java, which are stricter than those
   *     of HTTP
   */
  public URI url() {
    String query = open().rawQuery();
    String text = incoming.scheme() + "://" + incoming.authority() + incoming.rawPath();
    check();
    try {
      return URI.create(query == null ? text : text + "?" + query);
    } catch (IllegalArgumentException e) {
      throw Failure.UNSAFE_PATH.because("the target is no URI", e);
    }
  }

  /**
   * {@return the id of the request: the client's X-Request-Id if it is at most 64 letters, digits
   * and {@code - _ . :}, else a new one}
   */
  public String id() {
    return parts().id();
  }

  /** The id as far as there is one; for the server's thread, also after the end. */
  @Nullable String knownId() {
    RequestParts made = parts;
    String known = made == null ? null : made.knownId();
    if (known == null) {
      String given = incoming.header("X-Request-Id");
      known = given != null && RequestParts.isSafeId(given) ? given : null;
    }
    return known;
  }

  /** The client; for the server's thread, also after the end. Null if it can not be told. */
  @Nullable SocketAddress sender() {
    try {
      return incoming.remote();
    } catch (HttpException | IllegalStateException unknown) {
      return null; // what a proxy says of it is malformed, or the connection is gone
    }
  }

  /**
   * {@return an attribute}
   *
   * @param key its key
   * @param <T> its type
   * @throws NoSuchElementException if it has not been set
   */
  public <T> T get(Key<T> key) {
    return find(key)
        .orElseThrow(
            () -> new NoSuchElementException("no attribute '" + key + "' on this request"));
  }

  /**
   * {@return an attribute, or empty if it has not been set}
   *
   * @param key its key
   * @param <T> its type
   */
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable(parts().attribute(key));
  }

  /**
   * Sets an attribute, for the handlers and middleware that follow.
   *
   * @param key its key
   * @param value its value
   * @param <T> its type
   */
  public <T> void set(Key<T> key, T value) {
    parts().attribute(key, value);
  }

  /**
   * {@return the value of a type that the application provides} The same for the whole request;
   * made by the first who asks. What its provider throws is thrown as it is, checked or not.
   *
   * @param type a type of {@link Router#provide} or {@link Router#provideOnce}
   * @param <T> the type
   * @throws IllegalStateException if nobody provides it, or it is asked for while it is made; the
   *     message tells the whole chain
   * @throws HttpException 422 or 404 with all mistakes, if it is made from an input that is wrong
   */
  public <T> T provided(Class<T> type) {
    check();
    ReadWatch ofHandler = watch;
    watch = null; // what a provider reads is not the handler's
    try {
      return type.cast(route.providers().value(type, this));
    } catch (Exception e) {
      throw Request.<RuntimeException>unchanged(e);
    } finally {
      watch = ofHandler;
    }
  }

  /** Lets checked exceptions through, so that they are mapped like those of handlers. */
  @SuppressWarnings("unchecked") // erased: nothing is cast
  private static <E extends Exception> E unchanged(Exception e) throws E {
    throw (E) e;
  }

  /**
   * {@return the client's session; nothing is looked up before something is asked of it}
   *
   * @throws IllegalStateException if no sessions are declared for the route
   */
  public Session session() {
    SessionKeeper keeper = route.sessions();
    if (keeper == null) {
      throw new IllegalStateException(
          "no sessions are declared for "
              + route.plan().route()
              + "; declare them at start: app.sessions(Sessions.inMemory())");
    }
    return parts().session(keeper);
  }

  /**
   * {@return who sends the request}
   *
   * @throws IllegalStateException if nobody is known: the route is anonymous, or there is no {@link
   *     Router#authenticate} around it
   */
  public Principal principal() {
    return findPrincipal()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nobody is known to send "
                        + route.plan().route()
                        + "; ask findPrincipal() on anonymous routes, and declare"
                        + " app.authenticate(…) around others"));
  }

  /**
   * {@return who sends the request, as an authenticator's own type}
   *
   * @param type the type
   * @param <P> the type
   * @throws IllegalStateException if nobody is known, or it is another type of principal
   */
  public <P extends Principal> P principal(Class<P> type) {
    Principal known = principal();
    if (!type.isInstance(known)) {
      throw new IllegalStateException(
          "the principal is a "
              + known.getClass().getSimpleName()
              + " and no "
              + type.getSimpleName()
              + ": another authenticator has made it");
    }
    return type.cast(known);
  }

  /** {@return who sends the request, or empty if that is not known} */
  public Optional<Principal> findPrincipal() {
    Principal known = principal;
    check();
    return Optional.ofNullable(known);
  }

  /**
   * Tells {@link Audit} what happened in this request, for authenticators and handlers that log
   * somebody in or out.
   *
   * @param kind what happened
   * @param principal who, or null if that is not known
   * @param scheme the name of an authenticator, or null
   * @param reason what more there is to say, nothing secret; perhaps empty
   */
  public void audit(
      AuditEvent.Kind kind, @Nullable String principal, @Nullable String scheme, String reason) {
    Audit audit = route.audit();
    if (!audit.takes(kind)) {
      return;
    }
    try {
      audit.record(
          new AuditEvent(
              kind,
              Instant.now(),
              id(),
              route.plan().route(),
              remoteText(),
              principal,
              scheme,
              reason));
    } catch (RuntimeException e) {
      Log.WEB.log(System.Logger.Level.ERROR, "the audit failed at " + kind, e);
    }
  }

  private String remoteText() {
    return remote() instanceof InetSocketAddress inet ? inet.getHostString() : remote().toString();
  }

  /** {@return when this request is given up and answered with 503} */
  public Deadline deadline() {
    return live(new Deadline(calls().deadlineNanos()));
  }

  /**
   * Leaves work for after the answer: it runs on a virtual thread of its own, in order, whether the
   * request succeeded or not, and a stop of the server waits for it. The request itself can not be
   * used in it.
   *
   * @param work the work
   */
  public void after(Runnable work) {
    parts().after(work);
  }

  /**
   * {@return starts a virtual thread for each task, for parallel work; the threads carry the
   * deadline}
   */
  public Executor executor() {
    return live(calls().executor());
  }

  /**
   * Checks the conditions of the request (If-Match, If-None-Match) against the current state of
   * what it addresses, before anything is changed. For GET and HEAD it is enough to give the
   * response an {@link Response#etag}.
   *
   * @param etag the current entity tag, quoted or not, or null if nothing exists yet
   * @throws HttpException 412 if a condition does not hold
   */
  public void checkPreconditions(@Nullable String etag) {
    Conditional.check(this, etag);
  }

  /** {@return method and path, for people} */
  @Override
  public String toString() {
    return ended ? "ended request" : incoming.method() + " " + path;
  }

  // for the application layer itself

  IncomingRequest incoming() {
    return open();
  }

  ServedRoute route() {
    return route;
  }

  /** The session if something was asked of it, else null; also when the request has ended. */
  @Nullable Session usedSession() {
    return parts == null ? null : parts.usedSession();
  }

  @Nullable Principal principalOrNull() {
    return principal;
  }

  void principal(Principal known) {
    principal = known;
  }

  void serve(ServerCalls calls) {
    this.calls = calls;
  }

  /** Begins a phase if they are measured. */
  void enter(RequestPhase phase) {
    PhaseTimes measured = times;
    if (measured != null) {
      measured.enter(phase);
    }
  }

  /** What this request is provided with. */
  RequestValues values() {
    return parts().values(route.providers().scope());
  }

  /** An attribute or null; makes nothing for a request that has none. */
  <T> @Nullable T attributeOrNull(Key<T> key) {
    check();
    return parts == null ? null : parts.attribute(key);
  }

  void watch(@Nullable ReadWatch by) {
    this.watch = by;
  }

  private void watched(ParamSource source, String name) {
    if (watch != null) {
      watch.reads(source, name);
    }
  }

  private Map<String, List<String>> watched(ParamSource source, Map<String, List<String>> all) {
    if (watch != null) {
      watch.reads(source, List.copyOf(all.keySet()));
    }
    return all;
  }

  List<Runnable> afterTasks() {
    return parts == null ? List.of() : parts.afterTasks();
  }

  void end() {
    ended = true;
    VarHandle.releaseFence();
    VarHandle.storeStoreFence();
  }

  /** Keeps something until the request is over for its handler too; the serving thread. */
  void hold(AutoCloseable resource) {
    List<AutoCloseable> all = held;
    if (all == null) {
      all = new ArrayList<>(2);
      held = all;
    }
    all.add(resource);
  }

  /** Closes what was kept; the serving thread, when it has nothing left to do. */
  void release() {
    List<AutoCloseable> all = held;
    if (all != null) {
      held = null;
      all.forEach(ProducedBody::close);
    }
  }

  /** Whether nothing can be read from this any more. */
  boolean hasEnded() {
    VarHandle.loadLoadFence();
    return ended;
  }

  /** A parameter of the path. */
  String pathValue(String name) {
    return live(route.pathParameter(path, name));
  }

  /**
   * {@return the lines of a header field as they were sent, in order; empty if there is none} For
   * middleware that must see whether a field comes more than once; {@link #header} is for handlers.
   *
   * @param name the field's name, in any case
   * @throws IllegalStateException if the request has ended
   */
  public List<String> headerLines(String name) {
    return live(open().headers(name));
  }

  /** The first value of a header field, or null. */
  @Nullable String headerOrNull(String name) {
    String value = open().header(name);
    check();
    return value;
  }

  /** Throws if the request has ended. To be called after something was read. */
  void check() {
    if (hasEnded()) {
      throw new IllegalStateException(
          "the request has ended: its answer is complete or it is past its deadline; take values"
              + " out of it before");
    }
  }

  private IncomingRequest open() {
    check();
    return incoming;
  }

  private <T> T live(T value) {
    check();
    return value;
  }

  RequestParts parts() {
    check();
    RequestParts made = parts;
    if (made == null) {
      made = new RequestParts(this, route.parameterLimit());
      parts = made;
    }
    return made;
  }

  ServerCalls calls() {
    ServerCalls given = calls;
    if (given == null) {
      throw new IllegalStateException("the request is not being served");
    }
    return given;
  }
}
