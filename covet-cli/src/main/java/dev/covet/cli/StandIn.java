package dev.covet.cli;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.Accept;
import dev.covet.http.MediaType;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers in the application's place, on its port and with its settings, while there is none: with
 * 503 and the reason, as a page that reloads itself or as a problem detail. Both share the port for
 * a moment when one takes over from the other, so that nobody is refused. Safe for any thread.
 */
final class StandIn {
  private static final List<String> SETTINGS =
      List.of(
          "--mode=dev",
          "--reuse-port=true",
          "--signals=false",
          "--transport=nio",
          "--workers=1",
          "--pin-workers=off",
          "--request-timeout=30s",
          "--drain-delay=0s",
          "--drain-timeout=300ms");

  private record Shown(Trouble trouble, Reload reload) {}

  private final List<String> flags;
  private final Consumer<String> terminal;
  private volatile Shown shown = shown(Trouble.starting());
  private @Nullable Covet app;
  private volatile int port;

  /**
   * For one application; does not listen yet.
   *
   * @param flags of the application
   * @param terminal gets what people should know
   */
  StandIn(List<String> flags, Consumer<String> terminal) {
    this.flags = List.copyOf(flags);
    this.terminal = terminal;
  }

  /** {@return the settings of a stand-in} */
  static Config config(List<String> flags) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(SETTINGS);
    return Config.load(all.toArray(String[]::new));
  }

  /**
   * The application has said where it listens, which its code may have decided.
   *
   * @param real its port
   */
  void port(int real) {
    port = real;
  }

  /** {@return the port that nobody else listens on, 0 if none is known yet} */
  int port() {
    return port;
  }

  /** Answers with this from now on; listens if it does not yet. */
  synchronized void show(Trouble trouble) {
    Shown before = shown;
    shown = shown(trouble);
    before.reload().release();
    if (app == null) {
      open();
    }
  }

  private static Shown shown(Trouble trouble) {
    return new Shown(trouble, new Reload(trouble.passing()));
  }

  private void open() {
    try {
      Covet made = Covet.create(settings());
      made.use((request, next) -> answer(request));
      made.start((application, config) -> quiet(DevServer.next().start(application, config)));
      app = made;
    } catch (IOException | IllegalStateException e) {
      terminal.accept("covet: nothing answers in the application's place: " + e.getMessage());
    }
  }

  /**
   * The port that the application is known to have, or the one that it has if its code is silent.
   */
  private Config settings() throws IOException {
    if (port != 0) {
      List<String> all = new ArrayList<>(flags);
      all.add("--port=" + port);
      return config(all);
    }
    Config config = config(flags);
    Ports.proveFree(config);
    return config;
  }

  /** Without the report of a start: people wait for the application's. */
  private RunningServer quiet(RunningServer server) {
    port = server.uris().getFirst().getPort();
    return new QuietServer(server);
  }

  /** Ends to listen; requests in flight are answered. */
  synchronized void close() {
    Covet listening = app;
    app = null;
    shown.reload().release();
    if (listening != null) {
      listening.stop();
    }
  }

  private Response<?> answer(Request request) {
    Shown now = shown;
    if (request.path().startsWith(Reload.FOLDER)) {
      return now.reload().answer(request);
    }
    Trouble trouble = now.trouble();
    boolean html =
        Accept.parse(request.header("Accept").list()).prefers(MediaType.HTML, MediaType.PROBLEM);
    Response<?> response =
        html
            ? Response.html(trouble.forPeople()).status(trouble.forPrograms().status())
            : Response.problem(trouble.forPrograms());
    Response<?> fresh = response.cacheControl("no-store").header("Retry-After", "1");
    return PageTag.wanted(request) ? PageTag.into(fresh, now.reload()) : fresh;
  }
}
