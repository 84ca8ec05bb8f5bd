package dev.covet;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;

/** Brotli (RFC 7932) by brotli4j. */
final class BrotliCoding implements ContentCoding {
  /** Quick rather than small: the thread may be a loop's. */
  private static final int QUALITY = 4;

  /** 256 KiB: what an answer costs in memory. */
  private static final int WINDOW = 18;

  /** 4 MiB, the default of the command line tool: what a request may cost. */
  private static final int MOST_WINDOW = 22;

  private static final int BUFFER = 4 << 10;

  /**
   * Whether the native library of this system loads.
   *
   * @throws LinkageError if the library is not on the class path; or linking this class has done so
   */
  static boolean isThere() {
    return Brotli4jLoader.isAvailable();
  }

  @Override
  public String token() {
    return "br";
  }

  @Override
  public EncodingStream encode(OutputStream out) throws IOException {
    Encoder.Parameters parameters = new Encoder.Parameters().setQuality(QUALITY).setWindow(WINDOW);
    return new LibraryStream(out, gate -> new BrotliOutputStream(gate, parameters, BUFFER));
  }

  @Override
  public InputStream decode(InputStream in) throws IOException {
    PushbackInputStream first = new PushbackInputStream(in, 1);
    int head = first.read();
    if (head < 0) {
      throw new IOException("the brotli data is empty");
    }
    if (window(head) > MOST_WINDOW) {
      throw new IOException("the window of the brotli data is larger than 4 MiB");
    }
    first.unread(head);
    return new BrotliInputStream(first, BUFFER);
  }

  /** The size of the window as a power of 2 (RFC 7932, section 9.1). */
  static int window(int head) {
    if ((head & 1) == 0) {
      return 16;
    }
    int high = head >> 1 & 7;
    if (high != 0) {
      return 17 + high;
    }
    int low = head >> 4 & 7;
    // 1 is the mark of the large windows of another format.
    return low == 0 ? 17 : low == 1 ? Integer.MAX_VALUE : 8 + low;
  }
}
