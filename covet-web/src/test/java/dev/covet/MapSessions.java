package dev.covet;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store for sessions without any bounds; counts how often it is asked. */
final class MapSessions implements SessionStore {
  final Map<String, Data> sessions = new HashMap<>();
  int asked;
  int written;
  @Nullable Exception failure;

  private void ask() throws Exception {
    asked++;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public synchronized @Nullable Data find(String key) throws Exception {
    ask();
    return sessions.get(key);
  }

  @Override
  public synchronized void create(String key, Data data, Duration life) throws Exception {
    ask();
    written++;
    if (sessions.putIfAbsent(key, data) != null) {
      throw new IOException("the key is taken");
    }
  }

  @Override
  public synchronized boolean change(String key, Change change, Duration life) throws Exception {
    ask();
    written++;
    return sessions.computeIfPresent(key, (same, old) -> change.over(old)) != null;
  }

  @Override
  public synchronized boolean move(String key, String to, Change change, Duration life)
      throws Exception {
    ask();
    written++;
    Data old = sessions.remove(key);
    if (old != null) {
      sessions.put(to, change.over(old));
    }
    return old != null;
  }

  @Override
  public synchronized void remove(String key) throws Exception {
    ask();
    sessions.remove(key);
  }

  @Override
  public synchronized void removeAll(String principal) throws Exception {
    ask();
    sessions.values().removeIf(data -> principal.equals(data.principal()));
  }
}
