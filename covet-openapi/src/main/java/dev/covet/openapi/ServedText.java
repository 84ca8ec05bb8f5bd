package dev.covet.openapi;

import dev.covet.Response;
import dev.covet.http.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A text that is made by the first request for it, and kept. Safe for any thread. */
final class ServedText {
  private static final int TAG_BYTES = 12;

  private final MediaType type;
  private final Supplier<String> made;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Response<byte[]> response;

  ServedText(MediaType type, Supplier<String> made) {
    this.type = type;
    this.made = made;
  }

  Response<byte[]> response() {
    Response<byte[]> known = response;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      known = response;
      if (known == null) {
        byte[] bytes = made.get().getBytes(StandardCharsets.UTF_8);
        known = Response.bytes(bytes).type(type).etag(tag(bytes)).cacheControl("no-cache");
        response = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
