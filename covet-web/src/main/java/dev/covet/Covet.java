package dev.covet;

import dev.covet.TextConversion.Conversion;
import dev.covet.http.MediaType;
import dev.covet.spi.RunningServer;
import dev.covet.spi.Secrets;
import dev.covet.spi.ServerProvider;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An application: routes, middleware and error mapping, then {@link #start()}. Declared by one
 * thread; once started it is served by many and can not be changed.
 */
public final class Covet extends Router {
  private enum Phase {
    DECLARING,
    STARTED,
    STOPPED
  }

  private final Config config;
  private static final Set<Class<?>> HOLDERS =
      Set.of(Optional.class, List.class, Set.class, Collection.class, Request.class);

  private final Map<Class<?>, Conversion> converters = new HashMap<>();
  private final AppStatements statements = new AppStatements();
  private @Nullable InstanceSource instances;
  private final Codecs codecs = new Codecs();
  private final Map<String, Covet> mounts = new LinkedHashMap<>();
  private Audit audit = Audit.log();
  private final List<HealthCheck> healthChecks = new ArrayList<>();
  private final Provisions overrides = new Provisions("overridden");
  private final List<Hook> startHooks = new ArrayList<>();
  private final List<Hook> drainHooks = new ArrayList<>();
  private final List<Hook> stopHooks = new ArrayList<>();
  private @Nullable Consumer<? super String> watcher;
  private volatile Phase phase = Phase.DECLARING;
  private @Nullable AssembledApplication assembled;
  private volatile @Nullable RunningServer server;
  private final Reload reload;
  private volatile Map<String, String> facts = Map.of();

  private Covet(Config config) {
    this.config = config;
    this.reload = new Reload(config, () -> server);
  }

  /** {@return an application with the default configuration, the environment's included} */
  public static Covet create() {
    return new Covet(Config.load());
  }

  /**
   * {@return an application with a configuration made in code}
   *
   * @param config the configuration
   */
  public static Covet create(Config config) {
    return new Covet(config);
  }

  /**
   * {@return an application that takes flags of the command line} Stronger than defaults, file and
   * environment.
   *
   * @param flags {@code --port 9000}, {@code --config file}, {@code --set key=value} …
   * @throws ConfigException in one line, if a flag, key or value is wrong
   */
  public static Covet create(String... flags) {
    return new Covet(Config.load(flags));
  }

  /** Something to do at start or stop. */
  @FunctionalInterface
  public interface Hook {
    /**
     * Does it.
     *
     * @throws Exception at start: the application does not start. At stop: logged
     */
    void run() throws Exception;
  }

  /**
   * Puts another application's routes below a prefix, with its middleware and error mapping inside
   * this one's. Its own configuration and hooks do not count.
   *
   * @param prefix a pattern, for example {@code /shop}
   * @param part the other application; it can not be changed after this one has started
   * @throws IllegalArgumentException if it is or holds this application, or the prefix is
   *     malformed, ends in {@code {rest...}}, or is taken by another part
   */
  public void mount(String prefix, Covet part) {
    changing();
    checkPrefix(prefix);
    if (part.holds(this) || mounts.putIfAbsent(trimmed(prefix), part) != null) {
      throw new IllegalArgumentException(
          "can not mount at "
              + prefix
              + ": it is or holds this application, or the prefix is taken");
    }
  }

  private boolean holds(Covet other) {
    return this == other || mounts.values().stream().anyMatch(part -> part.holds(other));
  }

  /**
   * Says how the text of a parameter becomes a value of a type of the application's own: in typed
   * inputs, also as Optional, List or Set, and for {@link Param#as(Class)}. Holds for this
   * application and the parts that are mounted in it; one of a part counts more there. A converter
   * for a type that Covet knows replaces Covet's.
   *
   * @param type what is made
   * @param expected completes the sentence "must be …" that the client reads, as {@code an order
   *     number }
   * @param parse makes it, on any thread, never null; throws {@link IllegalArgumentException} or
   *     {@link java.time.DateTimeException} if the text is malformed
   * @param <T> the type
   * @throws IllegalArgumentException if the type has a converter here already, or is one that holds
   *     others
   */
  public <T> void converter(
      Class<T> type, String expected, Function<? super String, ? extends T> parse) {
    changing();
    if (HOLDERS.contains(type)) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " holds values of another type: convert that one");
    }
    Conversion conversion =
        new Conversion(
            expected,
            text ->
                Objects.requireNonNull(
                    parse.apply(text), () -> "the converter of " + type.getName() + " made null"));
    if (converters.putIfAbsent(TextConversion.boxed(type), conversion) != null) {
      throw new IllegalArgumentException("two converters for " + type.getName());
    }
  }

  /**
   * Says how values are written as a media type other than JSON, for routes that {@link
   * Route#produces produce} it. Holds for this application and the parts that are mounted in it.
   *
   * @param mediaType a media type, as {@code text/csv}
   * @param type values of this type and its subtypes; the nearest counts
   * @param encoder writes them
   * @param <T> the type
   * @throws IllegalArgumentException if the media type is malformed, or JSON
   */
  public <T> void writer(String mediaType, Class<T> type, BodyEncoder<? super T> encoder) {
    changing();
    codecs.add(new Codecs.Writer(notJson(mediaType), type, encoder));
  }

  /**
   * Says how a body of a media type other than JSON becomes a value: in typed inputs and parameters
   * of just this type. Holds for this application and the parts that are mounted in it.
   *
   * @param mediaType a media type, as {@code text/csv}
   * @param type the type of values
   * @param decoder reads them
   * @param <T> the type
   * @throws IllegalArgumentException if the media type is malformed, or JSON
   */
  public <T> void reader(String mediaType, Class<T> type, BodyDecoder<? extends T> decoder) {
    changing();
    codecs.add(new Codecs.Reader(notJson(mediaType), type, decoder));
  }

  private static MediaType notJson(String text) {
    MediaType type = MediaType.parse(text);
    if (type.isJson()) {
      throw new IllegalArgumentException(text + " is JSON: put a JsonCodec on the class path");
    }
    return type;
  }

  Codecs codecs() {
    return codecs;
  }

  /**
   * Says where the objects of controllers and middleware come from that are declared by their
   * class, without it from their constructors; and values of types that nobody provides, which are
   * {@link Context} components or asked for by {@link Request#provided}. Holds for this application
   * and the parts that are mounted in it and have none of their own.
   *
   * @param source supplies them, a container for example
   */
  public void instances(InstanceSource source) {
    changing();
    instances = source;
  }

  @Nullable InstanceSource instances() {
    return instances;
  }

  Map<Class<?>, Conversion> converters() {
    return converters;
  }

  /**
   * Names the application in documents made from it.
   *
   * @param text its name
   */
  public void title(String text) {
    changing();
    statements.title(text);
  }

  /**
   * Says which version of itself the application offers, for documents made from it.
   *
   * @param text the version
   */
  public void version(String text) {
    changing();
    statements.version(text);
  }

  /**
   * Says what the application is, for documents made from it.
   *
   * @param text Markdown
   */
  public void description(String text) {
    changing();
    statements.description(text);
  }

  /**
   * Describes a tag of routes, for documents made from the application.
   *
   * @param name the tag
   * @param text Markdown
   */
  public void tag(String name, String text) {
    changing();
    statements.tag(name, text);
  }

  /**
   * Names a way in which clients show who they are; {@link Route#security} and {@link
   * Router#security} say where it is asked. It describes only; middleware does the work.
   *
   * @param name its name
   * @param scheme for example {@code SecurityScheme.bearer()}
   * @throws IllegalArgumentException if the name stands for another one
   */
  public void securityScheme(String name, SecurityScheme scheme) {
    changing();
    if (!statements.scheme(name, scheme)) {
      throw new IllegalArgumentException("two security schemes have the name '" + name + "'");
    }
  }

  /**
   * Puts a value in the place of what is provided for a type, here, in groups and in mounted parts:
   * for tests, which give it before they start the application. The provider it replaces never
   * runs. The value belongs to the caller, so it is not closed.
   *
   * @param type the type; the start fails if nobody provides it
   * @param value stands for it, in each request
   * @param <T> the type
   * @throws IllegalArgumentException if the type is overridden already
   */
  public <T> void override(Class<T> type, T value) {
    changing();
    overrides.add(type, new Making.Given(value));
  }

  /**
   * Puts another provider in the place of what is provided for a type: {@link #override} for values
   * that differ from request to request.
   *
   * @param type the type; the start fails if nobody provides it
   * @param provider makes a value that belongs to the request
   * @param <T> the type
   * @throws IllegalArgumentException if the type is overridden already
   */
  public <T> void overrideEach(Class<T> type, Provider<? extends T> provider) {
    changing();
    overrides.add(type, new Making.EachRequest(provider));
  }

  /**
   * Says who hears of logins, refusals and the like, in place of a log. That of the application
   * that is started counts, also for what is mounted in it.
   *
   * @param audit called on the threads of requests
   */
  public void audit(Audit audit) {
    changing();
    this.audit = audit;
  }

  /**
   * Names what the application needs to serve. With {@code health-enabled} load balancers and
   * orchestrators ask for it, see {@code health-path}.
   *
   * @param checks with names of their own
   * @throws IllegalArgumentException if a name is there already
   * @throws IllegalStateException if the application was started
   */
  public void health(HealthCheck... checks) {
    changing();
    for (HealthCheck check : checks) {
      if (healthChecks.stream().anyMatch(one -> one.name().equals(check.name()))) {
        throw new IllegalArgumentException("there is a health check '" + check + "' already");
      }
      healthChecks.add(check);
    }
  }

  List<HealthCheck> healthChecks() {
    return healthChecks;
  }

  Audit audit() {
    return audit;
  }

  Provisions overrides() {
    return overrides;
  }

  /**
   * Tells what handlers of untyped routes read without having declared it ({@link Route#param},
   * {@link Route#body}), as far as documents are made from these routes: {@code openapi} is on, the
   * route is not hidden. For test kits; the one of Covet fails the test.
   *
   * @param told is told a sentence with the place of the route and the remedy, by the thread that
   *     reads
   */
  public void onUndeclaredRead(Consumer<? super String> told) {
    changing();
    watcher = told;
  }

  /**
   * Runs something before the first request is accepted, in order of declaration.
   *
   * @param hook what to run
   */
  public void onStart(Hook hook) {
    changing();
    startHooks.add(hook);
  }

  /**
   * Runs something when the server begins to stop, in order of declaration, on a virtual thread:
   * nobody listens any more, requests in flight go on, and live streams are still open, for a last
   * message to rooms, say. Then they are ended as their protocols do it. The stop waits for these
   * hooks, but for no more than half of {@code drain-timeout}. A hook that fails is logged, the
   * others run. One stream alone has {@link WebSocket#onDrain} and {@link Events#onDrain}.
   *
   * @param hook what to run
   */
  public void onDrain(Hook hook) {
    changing();
    drainHooks.add(hook);
  }

  List<Hook> drainHooks() {
    return drainHooks;
  }

  /**
   * Runs something after the last request was answered, last declared first; also when the start
   * failed, to close what the start hooks had opened. A hook that fails is logged, the others run.
   *
   * @param hook what to run
   */
  public void onStop(Hook hook) {
    changing();
    stopHooks.add(hook);
  }

  /**
   * Checks everything that can be checked, runs the start hooks, opens the listener and prints the
   * start-up report. Returns when requests are accepted; the JVM lives on until {@link #stop()} or
   * a signal.
   *
   * @return this
   * @throws StartException if something outside the application is in the way: the port is taken, a
   *     certificate is bad
   * @throws IllegalStateException if routes conflict, the application was started before, or a
   *     start hook fails; the message is meant for people
   */
  public Covet start() {
    changing();
    return start(
        ServiceLoader.load(ServerProvider.class, Covet.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no server on the class path: depend on dev.covet:covet")));
  }

  /**
   * Starts on another server than the one on the class path: one in memory for tests, say.
   *
   * @param provider starts the server
   * @return this
   * @throws IllegalStateException as {@link #start()}
   */
  public synchronized Covet start(ServerProvider provider) {
    changing();
    long begin = System.nanoTime();
    LogLevels.apply(config.logLevel());
    AssembledApplication application = assemble();
    freeze();
    try {
      if (Tools.run(
          System.getProperty("covet.tool"), System.getProperty("covet.tool.output"), application)) {
        System.exit(0);
      }
      application.once().open();
      for (Hook hook : startHooks) {
        hook.run();
      }
      RunningServer running = start(provider, application);
      server = running;
      if (!running.uris().isEmpty()) {
        boolean reloads = Signals.install(this, config);
        open(running, () -> Signals.drain(this));
        facts =
            StartupReport.facts(
                config, running, application.routes(), reloads, System.nanoTime() - begin);
        StartupReport.print(config, running, facts);
      }
    } catch (StartException e) {
      end();
      throw e;
    } catch (Exception e) {
      end();
      throw new IllegalStateException("can not start: " + e.getMessage(), e);
    } catch (Error e) {
      end();
      throw e;
    }
    return this;
  }

  private RunningServer start(ServerProvider provider, AssembledApplication application)
      throws Exception {
    try {
      return provider.start(application, config);
    } catch (IOException e) {
      Log.WEB.log(System.Logger.Level.DEBUG, "the start failed", Secrets.loggable(e));
      throw new StartException("can not start: " + e.getMessage());
    }
  }

  private static void open(RunningServer running, Runnable retire) {
    try {
      running.opened(retire);
    } catch (IOException e) {
      throw new StartException("can not start: " + e.getMessage());
    }
  }

  /**
   * Stops: requests in flight end within the drain limit, then the stop hooks run, the last one
   * first. Returns when all is over; harmless if the application is not running. A handler may call
   * it too: it then returns at once, and the application stops when the answer is sent.
   */
  public void stop() {
    RunningServer running = server;
    if (running != null && running.serving()) {
      Thread.ofPlatform().name("covet-stop").start(this::stop);
      return;
    }
    synchronized (this) {
      if (phase == Phase.STARTED) {
        end();
      }
    }
  }

  /** What has begun ends: the server if there is one, then the hooks. */
  private void end() {
    phase = Phase.STOPPED;
    RunningServer running = server;
    if (running != null) {
      running.stop();
    }
    run(stopHooks.reversed(), "stop");
    AssembledApplication application = assembled;
    if (application != null) {
      application.once().close();
    }
    server = null;
  }

  /** Runs all of them, whatever becomes of one. */
  static void run(List<Hook> hooks, String kind) {
    for (Hook hook : hooks) {
      try {
        hook.run();
      } catch (Exception e) {
        Log.WEB.log(System.Logger.Level.ERROR, "a " + kind + " hook failed", Secrets.loggable(e));
      }
    }
  }

  /**
   * {@return where the application listens, with the real port}
   *
   * @throws IllegalStateException if it is not running
   */
  public List<URI> uris() {
    RunningServer running = server;
    if (running == null) {
      throw new IllegalStateException("not running");
    }
    return running.uris();
  }

  /**
   * {@return whether new requests should be sent here: started, not stopping, no event loop held}
   */
  public boolean ready() {
    RunningServer running = server;
    return phase == Phase.STARTED && running != null && running.ready();
  }

  /**
   * {@return the path of a named route}
   *
   * @param name the route's name
   * @param values for its path parameters, in order
   * @throws IllegalArgumentException if there is no such name, or the values do not fit the pattern
   * @throws IllegalStateException if the application was not started
   */
  public String urlFor(String name, Object... values) {
    AssembledApplication application = assembled;
    if (application == null) {
      throw new IllegalStateException("not started");
    }
    return application.urlFor(name, values);
  }

  // for the application layer and the test kit

  Config config() {
    return config;
  }

  /** The configuration as it is in force, reloads included. */
  Config running() {
    return reload.running();
  }

  /**
   * Reads the configuration again, see {@link Reload}.
   *
   * @throws ConfigException in one line if anything is wrong; nothing has changed then
   */
  Reload.Outcome reload() {
    return reload.run();
  }

  /** What the start-up report has said; empty before. */
  Map<String, String> facts() {
    return facts;
  }

  @Nullable Consumer<? super String> watcher() {
    return watcher;
  }

  AppStatements statements() {
    return statements;
  }

  Map<String, Covet> mounts() {
    return mounts;
  }

  AssembledApplication assemble() {
    AssembledApplication application =
        Assembly.of(this, config.limits(), config.dev(), Edge.of(config));
    assembled = application;
    return application;
  }

  private void freeze() {
    phase = Phase.STARTED;
    mounts.values().forEach(Covet::freeze);
  }

  @Override
  String prefix() {
    return "";
  }

  @Override
  @Nullable Router parent() {
    return null;
  }

  @Override
  void changing() {
    if (phase != Phase.DECLARING) {
      throw new IllegalStateException(
          "the application has been started: routes and middleware are fixed");
    }
  }
}
