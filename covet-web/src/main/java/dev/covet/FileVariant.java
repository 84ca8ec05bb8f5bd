package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file as it is served, in one coding.
 *
 * @param coding its content coding, empty for none
 * @param file what it was made from
 * @param answer the whole answer
 */
record FileVariant(String coding, StoredFile file, Response<Path> answer) {
  /** Up to this size a file is in memory. */
  static final int SMALL = 64 << 10;

  private static final int TAG_BYTES = 16;

  /** Reads a small file. Blocks: a file thread calls. */
  static FileVariant of(StoredFile file, String type, String coding, String directives)
      throws IOException {
    if (file.size() > SMALL) {
      String tag = coding.isEmpty() ? file.tag() : tagged(file.tag(), coding);
      return of(file, coding, file.headers(type, tag), FileBody.of(file), directives);
    }
    byte[] bytes = Files.readAllBytes(file.path());
    Headers headers = file.headers(type, "\"" + hash(bytes) + "\"");
    return of(file, coding, headers, new FileBytes(bytes), directives);
  }

  private static FileVariant of(
      StoredFile file, String coding, Headers basic, ResponseBody body, String directives) {
    Headers headers = basic.with("Cache-Control", directives);
    if (!coding.isEmpty()) {
      headers = headers.with("Content-Encoding", coding);
    }
    return new FileVariant(coding, file, new Response<>(Status.OK, headers, body, null));
  }

  private static String tagged(String tag, String coding) {
    return tag.substring(0, tag.length() - 1) + "-" + coding + "\"";
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  boolean inMemory() {
    return answer.body() instanceof FileBytes;
  }

  FileVariant varying() {
    return new FileVariant(coding, file, answer.addHeader("Vary", "Accept-Encoding"));
  }
}
