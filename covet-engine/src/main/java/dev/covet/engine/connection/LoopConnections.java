package dev.covet.engine.connection;

import dev.covet.engine.LoopObserver;
import dev.covet.engine.OpenConnection;
import dev.covet.http.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open connections of one loop, whatever they speak. Event loop only. */
public final class LoopConnections {
  private static final int SCRATCH = 16 << 10;

  private final Limits limits;
  private final @Nullable LoopObserver observer;
  private final ArrayList<Served> open = new ArrayList<>();

  /** When each of them was opened, in the same order; only if somebody listens. */
  private long[] since = {};

  private byte @Nullable [] scratch;
  private int lingering;
  private boolean reusable = true;
  private boolean draining;

  /** Connections since the start. */
  private long accepted;

  /** A connection as the stop of the engine sees it. */
  public interface Served {
    /** Not among the open ones. */
    int NOWHERE = -1;

    /** Where it stands among the open ones; {@link #NOWHERE} at first. */
    int place();

    /** Keeps where it stands: an index costs each idle connection less than a hash table does. */
    void place(int index);

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
    if (connection.place() == Served.NOWHERE) {
      int place = open.size();
      connection.place(place);
      open.add(connection);
      if (observer != null) {
        if (place == since.length) {
          since = Arrays.copyOf(since, Math.max(16, place * 2));
        }
        since[place] = System.nanoTime();
      }
    }
  }

  /** A connection is gone. */
  public void closed(Served connection) {
    int place = connection.place();
    if (place != Served.NOWHERE) {
      connection.place(Served.NOWHERE);
      Served last = open.removeLast();
      if (last.place() != Served.NOWHERE) {
        open.set(place, last);
        last.place(place);
        if (observer != null) {
          since[place] = since[open.size()];
        }
      }
    }
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

  /** Whether connections of HTTP/1.1 may have another request after the one that they serve. */
  public boolean reusable() {
    return reusable;
  }

  /** From now on each answer over HTTP/1.1 is the last one of its connection, and says so. */
  public void endReuse() {
    reusable = false;
  }

  /** From now on each connection ends after what it is working on, and says so. */
  public void drain() {
    reusable = false;
    draining = true;
    List.copyOf(open).forEach(Served::drain);
  }

  /**
   * Ends the connections that have nothing in flight. A turn after {@link #drain}, so that what had
   * arrived is seen.
   *
   * @param freshToo whether also those that have not sent their first request
   */
  public void closeIdle(boolean freshToo) {
    List.copyOf(open).forEach(connection -> connection.closeIdle(freshToo));
  }

  /** Closes what is still open. */
  public void closeAll() {
    List.copyOf(open).forEach(Served::closeNow);
  }

  /** Connections of this loop since its start. */
  public long accepted() {
    return accepted;
  }

  /** Some of the open connections as they are now, at most so many. */
  public List<OpenConnection> look(int most) {
    long now = System.nanoTime();
    return open.stream()
        .limit(most)
        .map(
            served -> {
              OpenConnection seen = served.look();
              return observer == null ? seen : seen.since(now - since[served.place()]);
            })
        .toList();
  }

  /** Open connections of this loop. */
  public int open() {
    return open.size();
  }
}
