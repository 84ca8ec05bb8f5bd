package dev.covet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles an application and starts it, again and again as its files change. There is never more
 * than one at a time, since two may want the same database file or second port; while there is none
 * the {@link StandIn} answers.
 *
 * <p>One thread runs {@link #run()}; {@link #close()} may be called by another.
 */
final class Supervisor {
  private static final Duration PERIOD = Duration.ofMillis(200);
  private static final int SHOWN = 3;

  private final Launcher launcher;
  private final Compiler compiler = new Compiler();
  private final Children children;
  private final StandIn standIn;
  private final Path folder;
  private final Consumer<String> terminal;
  private final BlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>();

  // the running thread only
  private int starts;
  private int builds;
  private boolean serving;
  private long begun;
  private @Nullable Path classes;

  // under the lock
  private @Nullable Child child;
  private boolean closed;

  /**
   * One; it does nothing yet.
   *
   * @param launcher describes the application
   * @param children starts it
   * @param standIn answers in its place
   * @param folder of its own, for classes
   * @param terminal shows lines
   */
  Supervisor(
      Launcher launcher,
      Children children,
      StandIn standIn,
      Path folder,
      Consumer<String> terminal) {
    this.launcher = launcher;
    this.children = children;
    this.standIn = standIn;
    this.folder = folder;
    this.terminal = terminal;
  }

  /**
   * Supervises until it is closed.
   *
   * @return false if the launcher can not even say what the application is
   * @throws IOException if there is no launcher
   */
  boolean run() throws IOException, InterruptedException {
    begun = System.nanoTime();
    Project project = launcher.describe();
    if (project.unknown()) {
      return false;
    }
    project.notes().forEach(note -> terminal.accept("covet: " + note));
    standIn.show(Trouble.starting());
    Watch watch = new Watch(project);
    build(project);
    while (!closed()) {
      ChildEvent event = events.poll(PERIOD.toNanos(), TimeUnit.NANOSECONDS);
      if (event != null && event.start() == starts) {
        happened(event);
      }
      Set<Path> changes = watch.changes(project);
      if (!changes.isEmpty()) {
        begun = System.nanoTime();
        terminal.accept("covet: changed: " + named(changes));
        Project next = launcher.describe();
        build(next);
        project = next.unknown() ? project : next;
      }
    }
    return true;
  }

  private static String named(Set<Path> changes) {
    String first =
        changes.stream()
            .limit(SHOWN)
            .map(file -> file.getFileName().toString())
            .collect(Collectors.joining(", "));
    int more = changes.size() - SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private void build(Project project) {
    if (!project.mistake().isEmpty()) {
      trouble(Trouble.notBuilt(project.mistake()));
      return;
    }
    Path made = folder.resolve("classes-" + ++builds);
    try {
      Compilation compilation = compiler.compile(project, made);
      if (!compilation.text().isEmpty()) {
        terminal.accept(compilation.text());
      }
      if (compilation.succeeded()) {
        replace(project, made);
      } else {
        Folders.delete(made);
        trouble(Trouble.of(compilation));
      }
    } catch (IOException | UncheckedIOException e) {
      terminal.accept("covet: " + e);
      trouble(Trouble.notBuilt(e.toString()));
    }
  }

  private void replace(Project project, Path made) throws IOException {
    standIn.show(Trouble.starting());
    stop();
    Path old = classes;
    classes = made;
    if (old != null) {
      Folders.delete(old);
    }
    synchronized (this) {
      if (!closed) {
        child = children.start(++starts, project, made, events::add);
      }
    }
  }

  private void happened(ChildEvent event) {
    switch (event.kind()) {
      case READY -> ready(event.text());
      case FAILED -> {
        // What fails beside a server that listens does not end it.
        if (!serving) {
          trouble(Trouble.notStarted(event.text()));
        }
      }
      case ENDED -> trouble(Trouble.ended(event.text()));
    }
  }

  private void ready(String address) {
    if (!serving) {
      serving = true;
      standIn.port(URI.create(address).getPort());
      standIn.close();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      terminal.accept("covet: " + address + " answers after " + millis + " ms");
    }
  }

  /** Shown first, so that the port is never without anybody. */
  private void trouble(Trouble trouble) {
    terminal.accept(trouble.forTerminal());
    standIn.show(trouble);
    stop();
  }

  /** What the old one says from now on does not count. */
  private void stop() {
    starts++;
    serving = false;
    Child old;
    synchronized (this) {
      old = child;
      child = null;
    }
    if (old != null) {
      old.stop();
    }
  }

  private synchronized boolean closed() {
    return closed;
  }

  /** Ends the application and the stand-in; nothing is started any more. */
  void close() {
    Child last;
    synchronized (this) {
      closed = true;
      last = child;
      child = null;
    }
    if (last != null) {
      last.stop();
    }
    standIn.close();
  }
}
