package dev.covet.engine.http2;

/**
 * What a {@link FrameReader} has found. Arrays belong to the reader and are valid during the call.
 */
interface FrameSink {
  /**
   * A DATA frame.
   *
   * @param flow what it costs in flow control, padding included
   */
  void data(int stream, byte[] bytes, int offset, int length, int flow, boolean end)
      throws ConnectionError;

  /** A whole header block; {@code ownParent} if it claims to depend on itself. */
  void headers(int stream, byte[] block, int offset, int length, boolean end, boolean ownParent)
      throws ConnectionError;

  /** The stream can not go on, the connection can. */
  void streamError(int stream, ErrorCode code, String detail) throws ConnectionError;

  void resetByPeer(int stream) throws ConnectionError;

  /** The payload of a SETTINGS frame, whole entries of 6 bytes. */
  void settings(byte[] bytes, int offset, int length) throws ConnectionError;

  void settingsAcknowledged() throws ConnectionError;

  void ping(byte[] bytes, int offset, boolean ack) throws ConnectionError;

  void goAway() throws ConnectionError;

  /** For the connection if the stream is 0. */
  void windowUpdate(int stream, int increment) throws ConnectionError;

  /** PRIORITY_UPDATE; the bytes are the value of a Priority field. */
  void priorityUpdate(int stream, byte[] bytes, int offset, int length) throws ConnectionError;

  /** PRIORITY, or a frame that we do not know: nothing but a cost. */
  void ignored(int type) throws ConnectionError;

  /** One more CONTINUATION of a block. */
  void continuation(int length) throws ConnectionError;
}
