package dev.covet;

import dev.covet.http.Limits;
import dev.covet.http.Method;
import dev.covet.http.WebSocketLimits;
import dev.covet.route.PathPattern;
import dev.covet.route.RouteEntry;
import dev.covet.route.RouteTree;
import dev.covet.route.Segment;
import dev.covet.route.SegmentKind;
import dev.covet.spi.Application;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Requirement;
import dev.covet.spi.RouteDescription.Style;
import dev.covet.spi.ServerObserver;
import dev.covet.spi.ServingPlan;
import dev.covet.spi.ServingPlan.OnTimeout;
import dev.covet.spi.ServingPlan.Placement;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts an application together once, at start: checks and compiles its routes, folds its
 * middleware.
 */
final class Assembly {
  private final Limits limits;
  private final List<ContentCoding> decodings;
  private final UploadLimits uploads;
  private final @Nullable WebSocketLimits webSockets;
  private final boolean dev;
  private final Edge edge;
  private final @Nullable Consumer<? super String> watcher;
  private final AppStatements statements;
  private final List<RouteEntry<ServedRoute>> entries = new ArrayList<>();
  private final List<RouteDescription> descriptions = new ArrayList<>();
  private final Map<String, Scope> scopes = new LinkedHashMap<>();
  private final Map<String, PathPattern> named = new HashMap<>();
  private final Map<RateLimit, Limiter> limiters = new HashMap<>();
  private final Set<Method> methods = new HashSet<>(Method.known());
  private final Traced traced;
  private Measured measured = new Measured(List.of(), List.of());
  private @Nullable Admin admin;
  private final OnceValues once = new OnceValues();
  private final Overrides overrides;
  private final Audit audit;
  private final List<Covet.Hook> drainHooks;
  private final Map<InstanceSource, Instances> supplied = new IdentityHashMap<>();

  /** What holds under a prefix. */
  private record Scope(
      String prefix,
      List<Middleware> middleware,
      ErrorMapping errors,
      TextConversion conversion,
      List<String> tags,
      List<Requirement> security,
      List<Access> access,
      Providers providers,
      Codecs codecs) {}

  private Assembly(Covet app, Limits limits, boolean dev, Edge edge, Traced traced) {
    this.traced = traced;
    this.statements = new AppStatements(app.statements());
    this.overrides = new Overrides(app.overrides());
    this.audit = app.audit();
    this.drainHooks = app.drainHooks();
    this.limits = limits;
    this.uploads = app.config().uploads();
    this.decodings = app.config().decompression();
    this.webSockets = app.config().webSockets().orElse(null);
    this.dev = dev;
    this.edge = edge;
    this.watcher = app.config().openapi() ? app.watcher() : null;
  }

  /**
   * Assembles.
   *
   * @throws IllegalStateException if routes conflict or can not be reached, a name stands twice, an
   *     input can not be bound, or what is provided needs what is not
   */
  static AssembledApplication of(Covet app, Limits limits, boolean dev, Edge edge) {
    AtomicReference<Application> assembled = new AtomicReference<>();
    Supplier<Application> served = () -> Objects.requireNonNull(assembled.get());
    Traced traced = Traced.of(app.config(), served);
    Assembly assembly = new Assembly(app, limits, dev, edge, traced);
    assembly.include(app);
    Scope root = assembly.visit(app, "", null);
    assembly.show(app, root, served);
    assembly.overrides.check();
    AssembledApplication application = assembly.finish();
    assembled.set(application);
    return application;
  }

  /** Adds what shows the application. It is no part of what is shown. */
  private void show(Covet app, Scope root, Supplier<Application> assembled) {
    Config config = app.config();
    int own = descriptions.size();
    admin = Admin.of(app, assembled);
    measured = Measured.of(config, assembled);
    measured.routes().forEach(route -> add(route, "", root));
    Health.routes(config, app).forEach(route -> add(route, "", root));
    Documented.routes(config, entries, assembled).forEach(route -> add(route, "", root));
    descriptions.subList(own, descriptions.size()).clear();
  }

  /** What parts say counts for the whole, before a route refers to it. */
  private void include(Covet app) {
    statements.include(app.statements());
    app.mounts().values().forEach(this::include);
  }

  private Scope visit(Router router, String mounted, @Nullable Scope above) {
    String prefix = shape(mounted + router.prefix());
    List<Middleware> middleware = new ArrayList<>();
    if (above == null) {
      middleware.addAll(traced.middleware());
      middleware.addAll(edge.middleware());
    } else {
      middleware.addAll(above.middleware());
    }
    middleware.addAll(router.middleware());
    ErrorMapping errors =
        new ErrorMapping(router.errors(), above == null ? null : above.errors(), dev);
    TextConversion conversion = above == null ? TextConversion.BUILT_IN : above.conversion();
    Codecs codecs = above == null ? new Codecs() : above.codecs();
    if (router instanceof Covet app) {
      conversion = conversion.with(app.converters());
      codecs = codecs.with(app.codecs());
    }
    List<String> tags = new ArrayList<>(above == null ? List.of() : above.tags());
    tags.addAll(router.tags());
    List<Requirement> asked = above == null ? List.of() : above.security();
    List<Requirement> security = Objects.requireNonNullElse(router.security(), asked);
    List<Access> access = new ArrayList<>(above == null ? List.of() : above.access());
    access.addAll(router.access());
    Scope scope =
        new Scope(
            prefix,
            List.copyOf(middleware),
            errors,
            conversion,
            List.copyOf(tags),
            security,
            List.copyOf(access),
            providers(router, conversion, above),
            codecs);
    scopes.merge(prefix, scope, Assembly::both);
    for (Route route : router.routes()) {
      add(route, mounted, scope);
    }
    for (Router child : router.children()) {
      visit(child, mounted, scope);
    }
    if (router instanceof Covet app) {
      app.mounts().forEach((at, part) -> visit(part, mounted + at, scope));
    }
    return scope;
  }

  private Providers providers(Router router, TextConversion conversion, @Nullable Scope above) {
    Providers around = above == null ? Providers.none(once) : above.providers();
    if (above != null && router instanceof Covet part) {
      Overrides.refuse(part);
    }
    List<Provision> own = overrides.over(router.provisions().all());
    InstanceSource source = router instanceof Covet app ? app.instances() : null;
    if (source != null) {
      own.addAll(overrides.ofSupplied(own));
    } else if (own.isEmpty()) {
      return around;
    }
    Instances instances =
        source == null
            ? around.instances()
            : supplied.computeIfAbsent(source, s -> new Instances(s, once));
    Providers here = around.with(own, instances);
    ProviderPlan.check(here, conversion);
    return here;
  }

  /** The prefix with other names for its parameters, so that equal ones match the same paths. */
  private static String shape(String prefix) {
    if (prefix.isEmpty()) {
      return prefix;
    }
    StringBuilder shape = new StringBuilder();
    for (Segment segment : PathPattern.parse(prefix).segments()) {
      boolean literal = segment.kind() == SegmentKind.LITERAL;
      Segment named = literal ? segment : new Segment(segment.kind(), "p" + shape.length());
      shape.append('/').append(named);
    }
    return shape.toString();
  }

  /** Two groups with one prefix: what no route answers there passes the middleware of both. */
  private static Scope both(Scope one, Scope other) {
    List<Middleware> all = new ArrayList<>(one.middleware());
    other.middleware().stream().filter(m -> !all.contains(m)).forEach(all::add);
    return new Scope(
        one.prefix(),
        List.copyOf(all),
        one.errors(),
        one.conversion(),
        one.tags(),
        one.security(),
        one.access(),
        one.providers(),
        one.codecs());
  }

  private void add(Route route, String mounted, Scope scope) {
    PathPattern path =
        mounted.isEmpty() ? route.path() : PathPattern.parse(mounted).resolve(route.path());
    Long maxBody = route.maxBody();
    Duration timeout = route.timeout();
    ServingPlan plan =
        new ServingPlan(
            route.method() + " " + path,
            path.toString(),
            route.placement(),
            route.onTimeout(),
            maxBody == null ? limits.body() : maxBody,
            (timeout == null ? limits.request() : timeout).toNanos(),
            route.isEssential());
    Declaration declaration =
        new Declaration(
            route.method(),
            path,
            route.place(),
            scope.conversion(),
            route.groups(),
            scope.providers(),
            scope.codecs(),
            null);
    CompiledEndpoint endpoint = route.endpoint().compile(declaration);
    StatedInput.add(route.statements(), declaration, endpoint.input());
    RouteSetup setup =
        RouteSetup.of(route, plan.route(), entries.size() + 1, limiters, scope.access(), dev);
    List<Middleware> declared = new ArrayList<>(scope.middleware());
    declared.addAll(route.middleware());
    declared.addAll(endpoint.middleware());
    List<Middleware> middleware = chain(declared, setup);
    includeSchemes(setup);
    RouteDescription description =
        RouteDescriber.of(
            route, declaration, endpoint, plan, scope.tags(), scope.security(), setup);
    checkSchemes(description, declaration);
    Type told = StatedResult.of(route.statements().result, endpoint.result());
    ResultType result = ResultType.of(told, endpoint.status());
    Handler<?> handler = watched(endpoint.handler(), description);
    ContentRules content = route.content();
    Next innermost =
        content.isEmpty()
            ? Pipeline.endpoint(handler, result, scope.errors())
            : Pipeline.endpoint(
                content.around(handler, result, declaration), ResultType.UNKNOWN, scope.errors());
    ServedRoute served = served(path, setup, middleware, innermost, scope, plan, declaration);
    entries.add(new RouteEntry<>(route.method(), path, served, route.place()));
    descriptions.add(description);
    methods.add(route.method());
    String name = route.name();
    if (name != null && named.putIfAbsent(name, path) != null) {
      throw new IllegalStateException("two routes have the name '" + name + "'; one is " + route);
    }
  }

  /** What binds inputs declares what it reads; only a handler that has none may forget it. */
  private Handler<?> watched(Handler<?> handler, RouteDescription description) {
    return watcher == null || description.hidden() || description.style() != Style.LAMBDA
        ? handler
        : new ReadWatch(description, statements.description(), watcher).around(handler);
  }

  /** Authenticators describe themselves. */
  private void includeSchemes(RouteSetup setup) {
    Authentication authentication = setup.authentication();
    if (authentication == null) {
      return;
    }
    for (Authenticator one : authentication.authenticators()) {
      if (!statements.scheme(one.name(), one.scheme())) {
        throw new IllegalStateException(
            setup.name()
                + ": the name '"
                + one.name()
                + "' of an authenticator stands for another security scheme; name it otherwise");
      }
    }
  }

  private void checkSchemes(RouteDescription description, Declaration declaration) {
    Set<String> declared = statements.schemes().keySet();
    for (Requirement requirement : description.security()) {
      if (!declared.contains(requirement.scheme())) {
        throw declaration.wrong(
            "security",
            "there is no security scheme '"
                + requirement.scheme()
                + "', "
                + (declared.isEmpty() ? "there is none" : "only " + declared),
            "declare app.securityScheme(\""
                + requirement.scheme()
                + "\", SecurityScheme.bearer())");
      }
    }
  }

  private AssembledApplication finish() {
    RouteTree<ServedRoute> tree = RouteTree.of(entries);
    Protections.check(
        scopes.values().stream().flatMap(scope -> scope.middleware().stream()).toList(),
        entries.stream().map(entry -> entry.pattern().toString()).toList());
    List<RouteEntry<Terminals>> places = new ArrayList<>();
    for (Scope scope : scopes.values()) {
      Terminals terminals = Terminals.of(tree, handler -> terminal(handler, scope));
      if (scope.prefix().isEmpty()) {
        places.add(place("/", terminals));
      } else {
        places.add(place(scope.prefix(), terminals));
      }
      places.add(place(scope.prefix() + "/{rest...}", terminals));
    }
    return new AssembledApplication(
        tree,
        RouteTree.of(places),
        Set.copyOf(methods),
        named,
        descriptions,
        statements.description(),
        edge,
        terminal(Edge::misdirected, bare()),
        once,
        entries.stream().map(entry -> entry.target().plan()).toList(),
        observers(),
        drainHooks,
        admin == null ? null : admin.application());
  }

  private List<ServerObserver> observers() {
    List<ServerObserver> all = new ArrayList<>(measured.observers());
    all.addAll(traced.observers());
    if (admin != null) {
      all.add(admin.observer());
    }
    return all;
  }

  /** Without anything of the application. */
  private Scope bare() {
    return new Scope(
        "",
        List.of(),
        new ErrorMapping(Map.of(), null, dev),
        TextConversion.BUILT_IN,
        List.of(),
        List.of(),
        List.of(),
        Providers.none(once),
        new Codecs());
  }

  private static RouteEntry<Terminals> place(String pattern, Terminals terminals) {
    return new RouteEntry<>(Method.GET, PathPattern.parse(pattern), terminals, "terminal routes");
  }

  private ServedRoute terminal(Handler<Response<?>> handler, Scope scope) {
    ServingPlan plan =
        new ServingPlan(
            "no route",
            "",
            Placement.AUTO,
            OnTimeout.INTERRUPT,
            limits.body(),
            limits.request().toNanos(),
            false);
    RouteSetup setup = RouteSetup.terminal(plan.route(), limiters, dev);
    Next innermost = Pipeline.endpoint(handler, ResultType.UNKNOWN, scope.errors());
    Declaration declaration = Declaration.terminal(scope.conversion(), scope.providers());
    List<Middleware> middleware = chain(scope.middleware(), setup);
    return served(null, setup, middleware, innermost, scope, plan, declaration);
  }

  /** What is folded; the setup adds its own, and knows from here on what they may refuse. */
  private static List<Middleware> chain(List<Middleware> declared, RouteSetup setup) {
    return Protections.inPlace(setup.middleware(Protections.nearest(declared, setup)));
  }

  private ServedRoute served(
      @Nullable PathPattern path,
      RouteSetup setup,
      List<Middleware> middleware,
      Next innermost,
      Scope scope,
      ServingPlan plan,
      Declaration declaration) {
    return new ServedRoute(
        path,
        Protections.readable(setup.admission(), middleware),
        middleware,
        Pipeline.fold(middleware, innermost, scope.errors()),
        setup.sessions(),
        audit,
        scope.errors(),
        plan,
        limits.parameters(),
        decodings,
        uploads,
        webSockets,
        scope.conversion(),
        new RouteProviders(scope.providers(), declaration));
  }
}
