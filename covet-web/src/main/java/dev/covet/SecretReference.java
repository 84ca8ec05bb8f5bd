package dev.covet;

import dev.covet.spi.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values of secret settings that stand elsewhere: {@code file:/run/secrets/db}, {@code
 * env:DB_PASSWORD}. Read once, at start.
 */
final class SecretReference {
  private static final String FILE = "file:";
  private static final String VARIABLE = "env:";
  private static final int LARGEST = 64 << 10;

  private SecretReference() {}

  /** Whether the value of a setting may stand elsewhere; {@code tls-key} is the name of a file. */
  static boolean isFor(String key) {
    return Secrets.isSecret(key) && !key.equals("tls-key");
  }

  /**
   * The setting with its value.
   *
   * @param variables gives a variable of the environment, or null
   * @throws ConfigException in one line if it refers to nothing
   */
  static ConfigSource.Setting resolve(
      String key, ConfigSource.Setting given, Function<String, @Nullable String> variables) {
    if (!isFor(key)) {
      return given;
    }
    String value = given.text();
    try {
      if (value.startsWith(FILE)) {
        value = file(value.substring(FILE.length()).strip());
      } else if (value.startsWith(VARIABLE)) {
        value = variable(value.substring(VARIABLE.length()).strip(), variables);
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(given.place() + ": " + key + ": " + e.getMessage());
    }
    Secrets.keep(value);
    return new ConfigSource.Setting(value, given.place());
  }

  private static String file(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IllegalArgumentException("the file " + name + " is larger than 64 KiB");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return notEmpty(
          value.endsWith("\r") ? value.substring(0, value.length() - 1) : value,
          "the file " + name);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "the file " + name + " can not be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static String variable(String name, Function<String, @Nullable String> variables) {
    String value = variables.apply(name);
    if (value == null) {
      throw new IllegalArgumentException("the environment has no variable " + name);
    }
    return notEmpty(value, "the variable " + name);
  }

  private static String notEmpty(String value, String what) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return value;
  }
}
