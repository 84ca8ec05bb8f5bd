package dev.covet.http;

import java.net.SocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that has ended, as logs and metrics see it: one for each request on every protocol,
 * also for one that was refused before any application code. Neutral on purpose: nothing here
 * assumes that the reader is Java code.
 *
 * <p>A view, valid only while its observer is called; one object serves many requests.
 */
public interface RequestEnd {
  /** How a request ends. */
  enum Outcome {
    /** The whole answer was given, be it the application's or a refusal. */
    COMPLETED,
    /** The client went away, or reset the stream, before it had the whole answer. */
    ABORTED,
    /** A limit of time was over: for the head, the body, the handler, or for taking the answer. */
    TIMED_OUT,
    /**
     * The server cut it: the answer could not go on, the client broke the protocol, or the drain of
     * a stop was over.
     */
    CUT;

    /**
     * {@return what went wrong in one word, as {@code error.type} of OpenTelemetry has it: how the
     * request ended if that was not as it should, else the status of a failure of the server; empty
     * if nothing did} A request past its deadline is {@code timed_out} for this reason, although
     * its client gets 503: the status stands in a field of its own, and says less.
     *
     * @param status that of the answer, 0 if none was begun
     */
    public String errorType(int status) {
      if (this != COMPLETED) {
        return name().toLowerCase(Locale.ROOT);
      }
      return status >= 500 ? Integer.toString(status) : "";
    }
  }

  /** {@return the method, or null if it could not be read} */
  @Nullable Method method();

  /** {@return the path as received, or null if it could not be read} */
  @Nullable String rawPath();

  /** {@return the query as received, without the question mark, or null if there was none} */
  @Nullable String rawQuery();

  /** {@return the version, or null if it could not be read} */
  @Nullable HttpVersion version();

  /** {@return {@code http} or {@code https}} */
  String scheme();

  /**
   * {@return the first value of a header field, or null if there is none or the head was not read
   * to its end}
   *
   * @param name compared without case
   */
  @Nullable String header(String name);

  /** {@return the address of the peer of the connection, or null if it is not known any more} */
  @Nullable SocketAddress remote();

  /** {@return the status of the answer, 0 if none was begun} */
  int status();

  /** {@return bytes of the request's body that were taken, without their framing} */
  long bytesIn();

  /** {@return bytes of the answer's body, without their framing} */
  long bytesOut();

  /**
   * {@return the time in nanoseconds from the turn of the event loop in which the head was complete
   * to the end of the answer; of a refused head from its first byte} The last bytes may still be on
   * their way: up to 64 KiB wait in buffers of the server, what the kernel holds is not known.
   */
  long nanos();

  /** {@return how it ended} */
  Outcome outcome();

  /** {@return why the engine itself refused it, like {@code head-timeout}, or null} */
  @Nullable String refusal();
}
