package dev.covet.spi;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running server is doing right now, for people who ask. Any thread; nothing waits for an
 * event loop that is held.
 */
public interface ServerView {
  /**
   * Asks each loop for its connections.
   *
   * @param most so many of each loop at most
   * @param patience how long a loop may take to answer
   * @return one for each loop
   * @throws InterruptedException if the caller is interrupted
   */
  List<LoopView> loops(int most, Duration patience) throws InterruptedException;

  /**
   * {@return requests whose threads have not ended, those past their deadline included}
   *
   * @param most so many at most
   */
  List<RequestView> requests(int most);

  /**
   * {@return where the next request of a route runs: {@code loop}, {@code probation} or {@code
   * offload}}
   *
   * @param plan of the route
   */
  String place(ServingPlan plan);

  /**
   * An event loop.
   *
   * @param index from 0
   * @param open connections that it has
   * @param held by which route, because it did not answer in time; null if it has answered
   * @param connections some of them; none if it did not answer
   */
  record LoopView(int index, int open, @Nullable String held, List<ConnectionView> connections) {}

  /**
   * A connection.
   *
   * @param protocol what it speaks
   * @param peer whose it is, null if that is not known any more
   * @param state a word of its protocol
   * @param requests that it has begun; negative if nobody counts them
   * @param nanos how long it has spoken that protocol; negative if that is not known
   */
  record ConnectionView(
      String protocol, @Nullable SocketAddress peer, String state, long requests, long nanos) {}

  /**
   * A request.
   *
   * @param route method and pattern
   * @param id its id, null if nobody has asked for it
   * @param client who sent it, null if that is not known
   * @param nanos its age
   * @param late whether it was answered for its handler, which still runs
   * @param loop of its connection
   * @param thread that serves it, null before there is one
   */
  record RequestView(
      String route,
      @Nullable String id,
      @Nullable SocketAddress client,
      long nanos,
      boolean late,
      int loop,
      @Nullable Thread thread) {}
}
