package dev.covet.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A form with files for {@link TestRequest#multipart}.
 *
 * <pre>{@code
 * client.post("/images").multipart(MultipartBody.of()
 *     .field("title", "A house").file("image", "house.png", "image/png", bytes)).send();
 * }</pre>
 */
public final class MultipartBody {
  static final String TYPE = "multipart/form-data; boundary=----covet-test-boundary";

  private static final String BOUNDARY = "------covet-test-boundary";

  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

  private MultipartBody() {}

  /** {@return an empty form} */
  public static MultipartBody of() {
    return new MultipartBody();
  }

  /**
   * Adds a field.
   *
   * @param name its name
   * @param value its text
   * @return this
   */
  public MultipartBody field(String name, String value) {
    return part("name=\"" + escaped(name) + "\"", "", value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a file.
   *
   * @param name the name of the field
   * @param fileName the name of the file
   * @param type its media type
   * @param bytes what it holds
   * @return this
   */
  public MultipartBody file(String name, String fileName, String type, byte[] bytes) {
    String names = "name=\"" + escaped(name) + "\"; filename=\"" + escaped(fileName) + "\"";
    return part(names, "\r\nContent-Type: " + type, bytes);
  }

  private MultipartBody part(String names, String fields, byte[] bytes) {
    write(BOUNDARY + "\r\nContent-Disposition: form-data; " + names + fields + "\r\n\r\n");
    parts.writeBytes(bytes);
    write("\r\n");
    return this;
  }

  private void write(String text) {
    parts.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As browsers do it (HTML, multipart/form-data encoding algorithm). */
  private static String escaped(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(parts.toByteArray());
    all.writeBytes((BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }
}
