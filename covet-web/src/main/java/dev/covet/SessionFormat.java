package dev.covet;

import dev.covet.SessionStore.Data;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as bytes for a sealed cookie. Only what was sealed by one of our keys is read, so it
 * need not defend itself.
 *
 * @param id 16 bytes
 * @param login a number for the login, higher for a later one; 0 if nobody has logged in
 * @param data what the session holds, times to the millisecond
 */
record SessionFormat(byte[] id, long login, Data data) {
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(id);
      out.writeLong(login);
      out.writeLong(data.begun().toEpochMilli());
      out.writeLong(data.used().toEpochMilli());
      out.writeBoolean(data.principal() != null);
      if (data.principal() != null) {
        write(out, data.principal());
      }
      out.writeInt(data.values().size());
      for (Map.Entry<String, String> value : data.values().entrySet()) {
        write(out, value.getKey());
        write(out, value.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  static @Nullable SessionFormat of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte[] id = in.readNBytes(SessionIds.BYTES);
      long login = in.readLong();
      Instant begun = Instant.ofEpochMilli(in.readLong());
      Instant used = Instant.ofEpochMilli(in.readLong());
      String principal = in.readBoolean() ? read(in) : null;
      Map<String, String> values = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        values.put(read(in), read(in));
      }
      return new SessionFormat(id, login, new Data(principal, values, begun, used));
    } catch (IOException e) {
      return null;
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
