package dev.covet;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;

/** Compresses by the stream of a library, which writes its end when it is closed. */
final class LibraryStream extends EncodingStream {
  /** Makes the library's stream over one that it may close. */
  interface Library {
    OutputStream open(OutputStream out) throws IOException;
  }

  private final Gate gate;
  private final OutputStream encoder;
  private boolean closed;

  LibraryStream(OutputStream out, Library library) throws IOException {
    this.gate = new Gate(out);
    this.encoder = library.open(gate);
  }

  /** Lets nothing through once it is shut, and is not closed by the library. */
  private static final class Gate extends FilterOutputStream {
    private boolean shut;

    Gate(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      if (!shut) {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] source, int from, int count) throws IOException {
      if (!shut) {
        out.write(source, from, count);
      }
    }

    @Override
    public void flush() throws IOException {
      if (!shut) {
        out.flush();
      }
    }

    @Override
    public void close() {
      // The stream below is the server's.
    }
  }

  @Override
  void encode(byte[] source, int from, int count) throws IOException {
    encoder.write(source, from, count);
  }

  @Override
  public void flush() throws IOException {
    encoder.flush();
  }

  @Override
  void finish() throws IOException {
    closed = true;
    encoder.close();
  }

  @Override
  public void close() {
    gate.shut = true;
    if (!closed) {
      closed = true;
      try {
        encoder.close();
      } catch (IOException e) {
        Log.WEB.log(Level.DEBUG, "freeing a compressor failed", e);
      }
    }
  }
}
