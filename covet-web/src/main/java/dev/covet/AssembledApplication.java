package dev.covet;

import dev.covet.http.IncomingRequest;
import dev.covet.http.Method;
import dev.covet.http.PhaseTimes;
import dev.covet.route.Leaf;
import dev.covet.route.PathPattern;
import dev.covet.route.RequestPath;
import dev.covet.route.RouteTree;
import dev.covet.spi.Application;
import dev.covet.spi.ApplicationDescription;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.Secrets;
import dev.covet.spi.ServerCalls;
import dev.covet.spi.ServerObserver;
import dev.covet.spi.ServingPlan;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application that can be served. */
final class AssembledApplication implements Application {
  private final RouteTree<ServedRoute> tree;
  private final RouteTree<Terminals> terminals;
  private final Set<Method> methods;
  private final Map<String, PathPattern> named;
  private final List<RouteDescription> descriptions;
  private final Edge edge;
  private final ServedRoute misdirected;
  private final ApplicationDescription description;
  private final OnceValues once;
  private final List<ServingPlan> plans;
  private final List<ServerObserver> observers;
  private final List<Covet.Hook> drainHooks;
  private final @Nullable Application admin;

  AssembledApplication(
      RouteTree<ServedRoute> tree,
      RouteTree<Terminals> terminals,
      Set<Method> methods,
      Map<String, PathPattern> named,
      List<RouteDescription> descriptions,
      ApplicationDescription description,
      Edge edge,
      ServedRoute misdirected,
      OnceValues once,
      List<ServingPlan> plans,
      List<ServerObserver> observers,
      List<Covet.Hook> drainHooks,
      @Nullable Application admin) {
    this.tree = tree;
    this.terminals = terminals;
    this.methods = methods;
    this.named = Map.copyOf(named);
    this.descriptions = List.copyOf(descriptions);
    this.edge = edge;
    this.misdirected = misdirected;
    this.description = description;
    this.once = once;
    this.plans = plans;
    this.observers = observers;
    this.drainHooks = drainHooks;
    this.admin = admin;
  }

  @Override
  public Request accept(IncomingRequest received) {
    IncomingRequest incoming = edge.seen(received);
    String raw = incoming.rawPath();
    if (!edge.admits(incoming)) {
      return new Request(incoming, misdirected, raw);
    }
    Leaf<ServedRoute> literal = tree.findLiteral(raw);
    if (literal != null) {
      ServedRoute route = literal.find(incoming.method());
      return new Request(incoming, route != null ? route : terminal(literal, incoming, raw), raw);
    }
    String path = raw.equals("*") ? raw : RequestPath.decode(raw);
    if (path == null) {
      return new Request(incoming, terminalsOf("/").unsafePath(), raw);
    }
    // "*" asks about the server as a whole; no route has it
    Leaf<ServedRoute> leaf = path.equals("*") ? null : tree.find(path);
    ServedRoute route = leaf == null ? null : leaf.find(incoming.method());
    return new Request(incoming, route != null ? route : terminal(leaf, incoming, path), path);
  }

  private ServedRoute terminal(
      @Nullable Leaf<ServedRoute> leaf, IncomingRequest incoming, String path) {
    Terminals here = terminalsOf(path);
    if (!methods.contains(incoming.method())) {
      return here.unknownMethod();
    }
    if (leaf == null && !path.equals("*")) {
      return here.notFound();
    }
    return incoming.method() == Method.OPTIONS ? here.options() : here.wrongMethod();
  }

  private Terminals terminalsOf(String path) {
    Leaf<Terminals> leaf = terminals.find(path.equals("*") ? "/" : path);
    Terminals found = leaf == null ? null : leaf.find(Method.GET);
    if (found == null) {
      throw new IllegalStateException("no terminal routes for " + path);
    }
    return found;
  }

  @Override
  public void identify(Request request, Principal principal) {
    request.principal(principal);
  }

  @Override
  public ServingPlan plan(Request request) {
    return request.route().plan();
  }

  @Override
  public List<ServingPlan> plans() {
    return plans;
  }

  @Override
  public List<ServerObserver> observers() {
    return observers;
  }

  @Override
  public @Nullable Application admin() {
    return admin;
  }

  @Override
  public void trace(Request request, Object span) {
    request.trace = span;
  }

  @Override
  public @Nullable Object traceOf(Request request) {
    return request.trace;
  }

  @Override
  public void time(Request request, PhaseTimes times) {
    request.times = times;
  }

  @Override
  public @Nullable PhaseTimes timesOf(Request request) {
    return request.times;
  }

  @Override
  public @Nullable String id(Request request) {
    return request.knownId();
  }

  @Override
  public @Nullable SocketAddress client(Request request) {
    return request.sender();
  }

  @Override
  public @Nullable Response<?> admit(Request request) {
    Admission admission = request.route().admission();
    return admission == null ? null : admission.admit(request);
  }

  @Override
  public Response<?> handle(Request request, ServerCalls calls) {
    request.serve(calls);
    return request.route().chain().handle(request);
  }

  @Override
  public Response<?> failed(Request request, Response<?> unsent, Throwable failure) {
    return KeptFields.keep(unsent.headers(), request.route().errors().respond(failure, request));
  }

  @Override
  public void failedLate(Request request, Throwable failure) {
    Log.WEB.log(
        Level.WARNING, () -> request + ": the answer was cut: " + Secrets.loggable(failure));
    Log.WEB.log(Level.DEBUG, "the answer was cut", Secrets.loggable(failure));
  }

  @Override
  public List<Runnable> after(Request request) {
    return request.afterTasks();
  }

  @Override
  public void draining() {
    Covet.run(drainHooks, "drain");
  }

  @Override
  public void ended(Request request) {
    request.end();
  }

  @Override
  public void released(Request request) {
    request.release();
  }

  @Override
  public List<RouteDescription> routes() {
    return descriptions;
  }

  @Override
  public ApplicationDescription description() {
    return description;
  }

  /** The values that it has one of each. */
  OnceValues once() {
    return once;
  }

  /** The path of a named route. */
  String urlFor(String name, Object... values) {
    PathPattern pattern = named.get(name);
    if (pattern == null) {
      throw new IllegalArgumentException(
          "no route has the name '" + name + "'; there are " + named.keySet());
    }
    return pattern.expand(Arrays.asList(values));
  }
}
