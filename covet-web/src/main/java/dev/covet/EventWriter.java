package dev.covet;

/** Sends the events of a stream, in blocking style. */
@FunctionalInterface
public interface EventWriter {
  /**
   * Sends until there is nothing more to tell; the stream ends when it returns. Called once, on the
   * thread that serves the request, when the head is out; not called for HEAD. The request is still
   * valid.
   *
   * <p>When the client goes away or the server stops, the thread is interrupted and every further
   * call of {@code events} throws, so that plain code ends by itself. What it throws then is not an
   * error.
   *
   * @param events takes them
   * @throws java.io.IOException if the stream is over
   * @throws Exception any failure: the answer is cut so that the client comes back
   */
  void write(Events events) throws Exception;
}
