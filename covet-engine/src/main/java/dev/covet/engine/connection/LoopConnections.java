package dev.covet.engine.connection;

import dev.covet.engine.LoopObserver;
import dev.covet.engine.OpenConnection;
import dev.covet.http.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open connections of one loop, whatever they speak. Event loop only. */
public final class LoopConnections {
  private static final int SCRATCH = 16 << 10;
  private static final Long UNTIMED = OpenConnection.UNKNOWN;

  private final Limits limits;
  private final @Nullable LoopObserver observer;

  /** With the time since when, if somebody listens. */
  private final Map<Served, Long> open = new HashMap<>();

  private byte @Nullable [] scratch;
  private int lingering;
  private boolean draining;

  /** Connections since the start. */
  private long accepted;

  /** A connection as the stop of the engine sees it. */
  public interface Served {
    /** From now on nothing new is begun, and the peer is told so as its protocol allows. */
    void drain();

    /**
     * Ends the connection if it has nothing in flight.
     *
     * @param freshToo also if its first request has not come yet
     */
    void closeIdle(boolean freshToo);

    /** Ends it at once. */
    void closeNow();

    /** What it is doing, for people; without its time. */
    OpenConnection look();
  }

  /**
   * None yet.
   *
   * @param limits tell how many may linger
   * @param observer hears what happens, or null
   */
  public LoopConnections(Limits limits, @Nullable LoopObserver observer) {
    this.limits = limits;
    this.observer = observer;
  }

  /** Hears what happens on the loop, or null. */
  public @Nullable LoopObserver observer() {
    return observer;
  }

  /** A client broke a protocol: tells the observer if there is one. */
  public void fault(String protocol, String kind) {
    if (observer != null) {
      observer.fault(protocol, kind);
    }
  }

  /** Memory for the time of a read of one WebSocket; made when the first one comes. */
  public byte[] scratch() {
    byte[] made = scratch;
    if (made == null) {
      made = new byte[SCRATCH];
      scratch = made;
    }
    return made;
  }

  /** A connection was accepted. */
  public void opened(Served connection) {
    accepted++;
    open.put(connection, observer == null ? UNTIMED : Long.valueOf(System.nanoTime()));
  }

  /** A connection is gone. */
  public void closed(Served connection) {
    open.remove(connection);
  }

  /** Whether one more connection may linger; counts it if so. */
  public boolean linger() {
    if (lingering >= limits.lingering()) {
      return false;
    }
    lingering++;
    return true;
  }

  /** One that lingered has ended. */
  public void lingered() {
    lingering--;
  }

  /** Whether the engine is stopping. */
  public boolean draining() {
    return draining;
  }

  /** From now on each connection ends after what it is working on, and says so. */
  public void drain() {
    draining = true;
    Set.copyOf(open.keySet()).forEach(Served::drain);
  }

  /**
   * Ends the connections that have nothing in flight. A turn after {@link #drain}, so that what had
   * arrived is seen.
   *
   * @param freshToo whether also those that have not sent their first request
   */
  public void closeIdle(boolean freshToo) {
    Set.copyOf(open.keySet()).forEach(connection -> connection.closeIdle(freshToo));
  }

  /** Closes what is still open. */
  public void closeAll() {
    Set.copyOf(open.keySet()).forEach(Served::closeNow);
  }

  /** Connections of this loop since its start. */
  public long accepted() {
    return accepted;
  }

  /** Some of the open connections as they are now, at most so many. */
  public List<OpenConnection> look(int most) {
    long now = System.nanoTime();
    return open.entrySet().stream()
        .limit(most)
        .map(
            entry -> {
              OpenConnection seen = entry.getKey().look();
              long since = entry.getValue();
              return observer == null ? seen : seen.since(now - since);
            })
        .toList();
  }

  /** Open connections of this loop. */
  public int open() {
    return open.size();
  }
}
