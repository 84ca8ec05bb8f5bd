package dev.covet;

import java.io.InputStream;
import java.io.OutputStream;

/** gzip by the JDK. */
final class GzipCoding implements ContentCoding {
  @Override
  public String token() {
    return "gzip";
  }

  @Override
  public EncodingStream encode(OutputStream out) {
    return new GzipStream(out);
  }

  @Override
  public InputStream decode(InputStream in) {
    return new GunzipStream(in);
  }
}
