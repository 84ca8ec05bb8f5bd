package dev.covet.spi;

import dev.covet.Principal;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.IncomingRequest;
import dev.covet.http.PhaseTimes;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application after start: routes checked and compiled, middleware folded, nothing changes any
 * more. Safe for any number of threads.
 *
 * <p>A server calls {@link #accept} and {@link #admit} on its event loop, then {@link #handle} on
 * the thread that {@link Request}'s route asks for, then {@link #ended} once the answer is complete
 * or given up.
 */
public interface Application {
  /**
   * Finds the route of a request. Does not block, does not read the body, never throws: an unknown
   * path, method or a malformed path get a terminal route whose handler answers 404, 405, 501 or
   * 400 behind the same middleware.
   *
   * @param incoming the request
   * @return the application's view of it, with its route
   */
  Request accept(IncomingRequest incoming);

  /**
   * Says who sends a request, in place of authenticators: for tests that have no credentials. No
   * server calls it.
   *
   * @param request from {@link #accept}
   * @param principal who sends it
   */
  default void identify(Request request, Principal principal) {
    throw new UnsupportedOperationException("not a whole application");
  }

  /**
   * What the server must know about the route of a request before it serves it.
   *
   * @param request from {@link #accept}
   * @return the plan, one instance for each route
   */
  ServingPlan plan(Request request);

  /**
   * The plan of a request, for logs and metrics; also after its end.
   *
   * @param request from {@link #accept}
   * @return that of its route
   */
  default ServingPlan planAfter(Request request) {
    return plan(request);
  }

  /**
   * Leaves with a request what traces it, before its handler begins.
   *
   * @param request from {@link #accept}
   * @param span for {@link #traceOf}
   */
  default void trace(Request request, Object span) {
    throw new UnsupportedOperationException("not a whole application");
  }

  /**
   * {@return what {@link #trace} has left with a request, also after its end; null if it has not}
   *
   * @param request from {@link #accept}
   */
  default @Nullable Object traceOf(Request request) {
    return null;
  }

  /**
   * Has the phases of a request measured, before its handler begins.
   *
   * @param request from {@link #accept}
   * @param times for {@link #timesOf}
   */
  default void time(Request request, PhaseTimes times) {
    throw new UnsupportedOperationException("not a whole application");
  }

  /**
   * {@return what {@link #time} has left with a request, also after its end; null if it has not}
   *
   * @param request from {@link #accept}
   */
  default @Nullable PhaseTimes timesOf(Request request) {
    return null;
  }

  /**
   * The id of a request, for logs; also after its end.
   *
   * @param request from {@link #accept}
   * @return the client's or the one that was made for it; null if it has none because nobody has
   *     asked for it
   */
  default @Nullable String id(Request request) {
    return null;
  }

  /**
   * Who sent a request, for logs; also after its end, as long as its head is known.
   *
   * @param request from {@link #accept}
   * @return the address that the proxies in front tell, else that of the peer; null if neither is
   *     known
   */
  default @Nullable SocketAddress client(Request request) {
    return null;
  }

  /** {@return the plans of all routes that were declared} */
  default List<ServingPlan> plans() {
    return List.of();
  }

  /**
   * {@return what the admin listener serves, on a port of its own that no client can reach; null if
   * there is to be none}
   */
  default @Nullable Application admin() {
    return null;
  }

  /** {@return who hears what the server does} */
  default List<ServerObserver> observers() {
    return List.of();
  }

  /**
   * Decides whether a request is served at all. To be called on the event loop, before a thread is
   * started for the request and before its body is read; does not block, never throws.
   *
   * @param request from {@link #accept}
   * @return null to go on; else the answer, of kind {@code EMPTY} or {@code BYTES}, and {@link
   *     #handle} must not be called
   */
  default @Nullable Response<?> admit(Request request) {
    return null;
  }

  /**
   * Runs middleware and handler. Never throws except an {@link Error} that no thread should
   * survive: every other failure is a response.
   *
   * @param request from {@link #accept}
   * @param calls what the request may ask of the server
   * @return the response, whose body may still have to be produced
   */
  Response<?> handle(Request request, ServerCalls calls);

  /**
   * Turns a failure after {@link #handle} and before the head was sent (a value that can not be
   * encoded, say) into the response for it, by the same error mapping.
   *
   * @param request the request
   * @param unsent what was to be sent; its fields that are not about its content stay
   * @param failure what was thrown
   * @return the response for it, of kind {@code EMPTY} or {@code BYTES}
   */
  Response<?> failed(Request request, Response<?> unsent, Throwable failure);

  /**
   * Turns a failure after {@link #handle}, while a body was being produced, into a logged event.
   * The head may be on the wire, so there is nothing left to answer.
   *
   * @param request the request
   * @param failure what was thrown
   */
  void failedLate(Request request, Throwable failure);

  /**
   * The work that handlers left for after the answer, in order.
   *
   * @param request the request
   * @return the tasks, empty for most requests
   */
  List<Runnable> after(Request request);

  /**
   * What is known about the routes: those of a router in the order of their declaration, after them
   * those of its groups, at last those of mounted parts.
   *
   * @return a description of each route that was declared, hidden ones included
   */
  List<RouteDescription> routes();

  /**
   * What the application says about itself.
   *
   * @return its title, tags and security schemes, those of mounted parts included
   */
  ApplicationDescription description();

  /**
   * Runs what the application does when its server begins to stop: nobody listens any more, and
   * live streams are still open. Never throws; a server waits for its end, within limits.
   */
  default void draining() {}

  /**
   * Ends the application's view: from now on each method of the request throws {@link
   * IllegalStateException}. Runs nothing else; {@code req.after} tasks are the server's to run.
   *
   * @param request the request
   */
  void ended(Request request);

  /**
   * Frees what the request has kept: files, memory of libraries. Called once for each request that
   * was handled, by the thread that served it, when it has nothing left to do for it.
   *
   * @param request the request
   */
  void released(Request request);
}
