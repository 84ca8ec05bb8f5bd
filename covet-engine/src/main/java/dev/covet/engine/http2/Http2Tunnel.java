package dev.covet.engine.http2;

import dev.covet.engine.connection.Out;
import dev.covet.engine.websocket.Tunnel;
import dev.covet.engine.websocket.WebSocketConnection;
import dev.covet.http.Headers;

/**
 * Carries a WebSocket over a stream (RFC 8441): its DATA frames are the bytes of the connection,
 * END_STREAM is its end, RST_STREAM its reset. Event loop's own thread only.
 */
final class Http2Tunnel implements Tunnel {
  private final Session session;
  private final Http2Stream stream;
  private final WebSocketConnection socket;
  private boolean reading = true;
  private boolean ended;

  Http2Tunnel(Session session, Http2Stream stream, WebSocketConnection socket) {
    this.session = session;
    this.stream = stream;
    this.socket = socket;
  }

  /** Hands on what has come, as long as it is wanted. */
  void feed() {
    byte[] scratch = session.context.connections.scratch();
    while (reading && !ended && !stream.closed) {
      int count = stream.input.take(scratch, 0, scratch.length, Long.MAX_VALUE);
      if (count == StreamInput.MORE) {
        break;
      }
      if (count == StreamInput.END) {
        ended = true;
        socket.inputEnded();
        return;
      }
      session.taken(stream, count);
      if (socket.listens()) {
        socket.received(scratch, count);
      }
    }
    socket.settle();
  }

  /** There may be room for more. */
  void sent() {
    socket.settle();
  }

  void drain() {
    socket.drain();
  }

  /** The stream is gone. */
  void lost() {
    socket.lost();
  }

  @Override
  public boolean writable() {
    return !stream.closed && stream.output.waiting() < StreamOutput.HIGH;
  }

  @Override
  public void write(Out bytes) {
    stream.output.append(bytes.array, 0, bytes.length);
    bytes.clear();
    ready();
  }

  private void ready() {
    session.sender.ready(stream);
    session.touch();
  }

  @Override
  public long unsent() {
    return stream.output.waiting();
  }

  @Override
  public void reading(boolean wanted) {
    boolean more = wanted && !reading;
    reading = wanted;
    if (more) {
      // Not here: what is fed may ask for this again.
      session.loop.execute(this::feed);
    }
  }

  @Override
  public void fault(int code) {
    session.context.connections.fault("websocket", Integer.toString(code));
  }

  @Override
  public void finish() {
    stream.output.tunnel = null;
    stream.output.end(Headers.empty());
    socket.lost();
    ready();
  }

  @Override
  public void reset() {
    close();
  }

  @Override
  public void close() {
    session.cancel(stream);
  }
}
