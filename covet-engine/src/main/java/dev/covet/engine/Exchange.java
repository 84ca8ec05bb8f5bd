package dev.covet.engine;

import dev.covet.http.Headers;
import dev.covet.http.IncomingRequest;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestPhase;
import dev.covet.http.Status;
import dev.covet.http.WebSocketTerms;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * One request and its answer, the same for every HTTP version. Objects are reused: it belongs to
 * whoever serves the request until the answer is complete, and nobody may touch it afterwards.
 *
 * <p>Threading: the methods that answer may be called by the one thread that serves the request,
 * wherever it runs: on the event loop's own thread, on a virtual thread that the loop carries, or
 * on any other thread. On the loop they act at once, elsewhere they cross to it by one task. {@link
 * #write}, {@link #flush}, {@link #end} and {@link #read} may block (by parking the calling virtual
 * thread) and throw {@link IllegalStateException} rather than block the loop's own thread or a
 * virtual thread that is pinned to it.
 *
 * <p>Exactly one of two ways answers: {@link #respond} alone, or {@link #start}, any number of
 * {@link #write} and {@link #flush}, {@link #end}. A second head throws {@link
 * IllegalStateException}. The engine adds {@code Date}, {@code Server}, the framing fields and
 * {@code Connection}, leaves out bodies where the status or HEAD forbids them, and ignores framing
 * fields among the given headers.
 */
public interface Exchange extends IncomingRequest {
  /** {@return the loop that owns the connection} */
  EventLoop loop();

  /**
   * Sets the largest body for this request, and refuses it with 413 if it announced more. To be
   * called inside {@link ExchangeHandler#handle}, on the loop.
   *
   * @param bytes the limit
   * @return false if the request has been refused: the exchange is over and must not be touched
   *     again
   */
  boolean limitBody(long bytes);

  /**
   * Sets the time from the complete head to the committed answer, in place of {@code
   * Limits.request}. To be called inside {@link ExchangeHandler#handle}, on the loop.
   *
   * @param nanos the time in nanoseconds, 0 for none
   */
  void limitTime(long nanos);

  /**
   * Keeps something that the {@link LoopObserver} gets back when the request has ended; the engine
   * does nothing else with it. To be called inside {@link ExchangeHandler#handle}, on the loop.
   *
   * @param tag what is kept
   */
  default void tag(Object tag) {}

  /**
   * Says why the serving side is about to refuse the request itself, for the {@link LoopObserver}.
   * To be called inside {@link ExchangeHandler#handle}, on the loop.
   *
   * @param reason one of few words, as {@code overload-heap}
   */
  default void refusedFor(String reason) {}

  /**
   * Tells when the request began and when its head was parsed, if {@link EngineConfig#timed}. To be
   * called inside {@link ExchangeHandler#handle}, on the loop.
   *
   * @param times is in {@link RequestPhase#PARSE} afterwards
   */
  default void time(PhaseTimes times) {}

  /**
   * Answers completely. Never blocks.
   *
   * @param status a final status
   * @param headers the application's fields
   * @param body holds the body; not copied when large, so it must not be changed afterwards. Only a
   *     call on the loop with at most 4 KiB is done with it when it returns
   * @param offset where the body begins
   * @param length its length in bytes
   * @throws IllegalStateException if an answer has begun already
   */
  void respond(Status status, Headers headers, byte[] body, int offset, int length);

  /**
   * Begins an answer whose body follows by {@link #write}. Never blocks; the head may stay in the
   * buffer until the first {@link #flush} or until enough bytes are there.
   *
   * @param status a final status
   * @param headers the application's fields
   * @param length the length of the body in bytes if it is known, else -1
   * @throws IllegalStateException if an answer has begun already
   */
  void start(Status status, Headers headers, long length);

  /**
   * Sends a part of the body; blocks while too many bytes wait for the peer.
   *
   * @param source holds the bytes; may be changed after the call
   * @param offset where they begin
   * @param length how many
   * @throws IOException if the peer went away or was too slow, or more bytes come than were
   *     announced
   */
  void write(byte[] source, int offset, int length) throws IOException;

  /** {@return whether {@link #sendFile} works on this connection} */
  default boolean sendsFiles() {
    return false;
  }

  /**
   * Sends a part of a file as a part of a body whose length was announced; blocks until the system
   * has it all. Its bytes should be in memory already, because the event loop waits for them.
   *
   * @param file open until the call returns
   * @param position where the part begins
   * @param count how many bytes
   * @throws IOException if the peer went away or was too slow, the file is shorter, or more bytes
   *     come than were announced
   * @throws UnsupportedOperationException if {@link #sendsFiles} is false
   */
  default void sendFile(FileChannel file, long position, int count) throws IOException {
    throw new UnsupportedOperationException("this connection sends no files");
  }

  /**
   * Gives what was written so far to the peer; blocks like {@link #write}.
   *
   * @throws IOException if the peer went away or was too slow
   */
  void flush() throws IOException;

  /**
   * Ends the body.
   *
   * @param trailers sent where the version and framing have a place for them
   * @throws IOException if the peer went away, or fewer bytes came than were announced: the answer
   *     is then cut visibly
   */
  void end(Headers trailers) throws IOException;

  /**
   * Answers a handshake of WebSocket (RFC 6455, section 4.2.2) and ends HTTP on this connection or
   * stream. Never blocks. {@link WebSocketEvents#opened} follows once the answer is on its way, or
   * {@link WebSocketEvents#closed} alone if the connection is gone.
   *
   * @param headers further fields of the answer
   * @param terms what holds for it
   * @param events gets what comes
   * @throws IllegalStateException if the request is no handshake, or an answer has begun already
   */
  void webSocket(Headers headers, WebSocketTerms terms, WebSocketEvents events);

  /** {@return whether a head has been given by {@link #respond} or {@link #start}} */
  boolean committed();

  /**
   * Cuts the answer so that the peer sees that it is not whole: closes the connection or resets the
   * stream.
   */
  void abort();
}
