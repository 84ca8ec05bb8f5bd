package dev.covet;

import dev.covet.spi.RunningServer;
import dev.covet.spi.Secrets;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a running application again: what can change does, what can not is
 * told. All or nothing: a mistake anywhere, in a certificate too, changes nothing. One at a time;
 * safe for any thread.
 */
final class Reload {
  /** The keys that change; a change of any other is told. */
  private static final Set<String> CHANGING =
      Set.copyOf(
          ConfigKey.ALL.stream().filter(ConfigKey::reloadable).map(ConfigKey::name).toList());

  private final Supplier<@Nullable RunningServer> server;
  private volatile Config running;

  /**
   * What became of it.
   *
   * @param changed settings that have another value from now on
   * @param restart settings whose new value waits for a restart
   * @param done what was done besides, as "certificates are read again: …"
   */
  record Outcome(List<Change> changed, List<Change> restart, List<String> done) {}

  /**
   * A setting with another value.
   *
   * @param value as it may be shown
   * @param place where it stands, {@code default} if it stands nowhere any more
   */
  record Change(String key, String value, String place) {}

  /**
   * Of an application.
   *
   * @param started the configuration that it was started with
   * @param server gives the server, or null while there is none
   */
  Reload(Config started, Supplier<@Nullable RunningServer> server) {
    this.running = started;
    this.server = server;
  }

  /** The configuration as it is in force: what was changed by reloads, the rest as at start. */
  Config running() {
    return running;
  }

  /**
   * Reads, checks, changes, and logs a line for each setting.
   *
   * @return what has changed
   * @throws ConfigException in one line if anything is wrong; nothing has changed then
   */
  synchronized Outcome run() {
    try {
      return changeTo(running.again());
    } catch (ConfigException e) {
      Log.WEB.log(Level.ERROR, "the configuration stays as it is: " + e.getMessage());
      throw e;
    }
  }

  private Outcome changeTo(Config fresh) {
    Config old = running;
    Set<String> different = old.differences(fresh);
    Set<String> changing = new HashSet<>(different);
    changing.retainAll(CHANGING);
    Config next = old.with(fresh, changing);
    RunningServer serving = server.get();
    List<String> done;
    try {
      done = serving == null ? List.of() : serving.reload(next);
    } catch (IOException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
    running = next;
    List<Change> changed = new ArrayList<>();
    List<Change> restart = new ArrayList<>();
    for (String key : different) {
      (changing.contains(key) ? changed : restart).add(change(fresh, key));
    }
    Outcome outcome = new Outcome(List.copyOf(changed), List.copyOf(restart), List.copyOf(done));
    log(outcome);
    if (changing.contains("log-level")) {
      // At last: the lines above are for whoever has seen the lines before.
      LogLevels.apply(next.logLevel());
    }
    return outcome;
  }

  private static Change change(Config fresh, String key) {
    ConfigSource.Setting setting = fresh.setting(key);
    return setting == null
        ? new Change(key, standard(key), "default")
        : new Change(key, Secrets.hide(Secrets.shown(key, setting.text())), setting.place());
  }

  private static String standard(String key) {
    return ConfigKey.ALL.stream()
        .filter(known -> known.name().equals(key))
        .map(ConfigKey::standard)
        .findFirst()
        .orElse("");
  }

  private static void log(Outcome outcome) {
    outcome.changed().forEach(one -> Log.WEB.log(Level.INFO, () -> told(one) + ": changed"));
    outcome
        .restart()
        .forEach(one -> Log.WEB.log(Level.WARNING, () -> told(one) + ": needs a restart"));
    outcome.done().forEach(line -> Log.WEB.log(Level.INFO, line));
    if (outcome.changed().isEmpty() && outcome.restart().isEmpty()) {
      Log.WEB.log(Level.INFO, "the configuration was read again: no setting has changed");
    }
  }

  private static String told(Change change) {
    return change.key() + " = " + change.value() + " (" + change.place() + ")";
  }
}
