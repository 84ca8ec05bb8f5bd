package dev.covet;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Zstandard (RFC 8878) by zstd-jni. */
final class ZstdCoding implements ContentCoding {
  /** Quick rather than small: the thread may be a loop's. */
  private static final int LEVEL = 3;

  /**
   * 2 MiB: less than the 8 MiB that RFC 9659 lets clients ask for, because it is memory of ours.
   */
  private static final int MOST_WINDOW = 21;

  /**
   * Whether the native library of this system loads.
   *
   * @throws LinkageError if the library is not on the class path; or linking this class has done so
   */
  static boolean isThere() {
    Native.load();
    return Native.isLoaded();
  }

  @Override
  public String token() {
    return "zstd";
  }

  @Override
  public EncodingStream encode(OutputStream out) throws IOException {
    return new LibraryStream(out, gate -> new ZstdOutputStreamNoFinalizer(gate, LEVEL));
  }

  @Override
  public InputStream decode(InputStream in) throws IOException {
    ZstdInputStreamNoFinalizer decoder = new ZstdInputStreamNoFinalizer(in);
    decoder.setLongMax(MOST_WINDOW);
    return decoder;
  }
}
