package dev.covet;

import dev.covet.SessionStore.Change;
import dev.covet.SessionStore.Data;
import dev.covet.http.Status;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Sessions on the server: the cookie is an id, the store has its hash. */
final class StoredSessions implements SessionBackend {
  private final SessionStore store;
  private final Duration life;

  /**
   * Sessions in a store.
   *
   * @param life after which time without use one may be forgotten
   */
  StoredSessions(SessionStore store, Duration life) {
    this.store = store;
    this.life = life;
  }

  @Override
  public @Nullable Opened open(String cookie) {
    if (!SessionIds.couldBe(cookie)) {
      return null;
    }
    String key = SessionIds.hash(cookie);
    Data data = ask(() -> store.find(key));
    return data == null ? null : new Opened(key, data, 0);
  }

  @Override
  public String begin(Change change) {
    String id = SessionIds.next();
    tell(() -> store.create(SessionIds.hash(id), change.alone(), life));
    return id;
  }

  @Override
  public @Nullable String change(Opened session, Change change) {
    tell(() -> store.change(session.id(), change, life));
    return null;
  }

  @Override
  public @Nullable String rotate(Opened session, Change change) {
    String id = SessionIds.next();
    Boolean moved = ask(() -> store.move(session.id(), SessionIds.hash(id), change, life));
    return Boolean.TRUE.equals(moved) ? id : null;
  }

  @Override
  public void end(Opened session) {
    tell(() -> store.remove(session.id()));
  }

  @Override
  public void endAll(String principal) {
    tell(() -> store.removeAll(principal));
  }

  private interface Telling {
    void run() throws Exception;
  }

  private static void tell(Telling telling) {
    ask(
        () -> {
          telling.run();
          return null;
        });
  }

  private static <T> @Nullable T ask(Callable<@Nullable T> asking) {
    try {
      return asking.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.INTERRUPTED.because("the request was interrupted", e);
    } catch (Exception e) {
      throw new HttpException(Status.SERVICE_UNAVAILABLE, "sessions can not be reached", e);
    }
  }
}
