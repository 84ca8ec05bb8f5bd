package dev.covet;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.covet.spi.Secrets;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads settings out of files, the environment and flags. */
final class ConfigSources {
  static final String ENVIRONMENT = "COVET_";

  /** Variables that belong to the launcher. */
  private static final Set<String> LAUNCHERS =
      Set.of("COVET_JAVA_HOME", "COVET_JAVA_OPTS", "COVET_CONFIG", "COVET_ROOT", "COVET_HOME");

  private ConfigSources() {}

  /** A file in HOCON, JSON or as properties, by its name. */
  static ConfigSource file(String name) {
    ConfigSource source = new ConfigSource();
    File file = new File(name);
    if (!file.isFile()) {
      throw new ConfigException("the configuration file " + name + " does not exist");
    }
    try {
      flatten("", ConfigFactory.parseFile(file).resolve().root(), file.getName(), source);
    } catch (com.typesafe.config.ConfigException e) {
      throw new ConfigException(told(e, file));
    }
    return source;
  }

  /** The reason of the reader quotes the file: not where it may quote a secret. */
  private static String told(com.typesafe.config.ConfigException e, File file) {
    try {
      if (!Secrets.isSecret(Files.readString(file.toPath()))) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(file.getName());
      }
    } catch (IOException unreadable) {
      // Then it is not known what is in it.
    }
    int line = e.origin() == null ? 0 : e.origin().lineNumber();
    return file.getName()
        + (line > 0 ? ":" + line : "")
        + ": here or just before, a quote, brace or comma is missing or too much, or a ${…} names"
        + " nothing; the file holds secrets, so it is not quoted";
  }

  private static void flatten(
      String prefix, ConfigObject object, String file, ConfigSource source) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + entry.getKey();
      ConfigValue value = entry.getValue();
      int line = value.origin().lineNumber(); // not known for properties
      String place = line > 0 ? file + ":" + line : file;
      if (value instanceof ConfigObject nested) {
        flatten(key + ".", nested, file, source);
      } else if (value.valueType() == ConfigValueType.LIST) {
        List<?> list = (List<?>) value.unwrapped();
        source.put(key, list.stream().map(String::valueOf).collect(Collectors.joining(",")), place);
      } else {
        source.put(key, String.valueOf(value.unwrapped()), place);
      }
    }
  }

  /** Variables like {@code COVET_REQUEST_TIMEOUT}. */
  static ConfigSource environment(Map<String, String> variables) {
    ConfigSource source = new ConfigSource();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT) && !LAUNCHERS.contains(name)) {
            String key =
                name.substring(ENVIRONMENT.length()).toLowerCase(Locale.ROOT).replace('_', '-');
            source.put(key.startsWith("app-") ? "app." + key.substring(4) : key, value, name);
          }
        });
    return source;
  }

  /**
   * Flags: {@code --key value}, {@code --key=value}, {@code --set key=value}; {@code --config file}
   * is left out.
   */
  static ConfigSource flags(String... flags) {
    ConfigSource source = new ConfigSource();
    String before = "";
    for (int i = 0; i < flags.length; i++) {
      String flag = flags[i];
      if (!flag.startsWith("--") || flag.length() < 3) {
        throw new ConfigException(
            "'"
                + Secrets.shown(before, bare(flag))
                + "' is no flag; settings are given as --key value or --set key=value");
      }
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      String value = equals < 0 ? next(flags, i++) : flag.substring(equals + 1);
      before = name.equals("--set") ? value : name;
      if (name.equals("--set")) {
        int split = value.indexOf('=');
        if (split < 0) {
          throw new ConfigException(
              "--set " + Secrets.shown(value, value) + ": must be --set key=value");
        }
        source.put(value.substring(0, split).strip(), value.substring(split + 1), "--set");
      } else if (!name.equals("--config")) {
        source.put(name.substring(2), value, name);
      }
    }
    return source;
  }

  /** A mistyped flag without its value, which may be secret. */
  private static String bare(String flag) {
    int equals = flag.indexOf('=');
    return equals < 0 ? Secrets.shown(flag, flag) : flag.substring(0, equals + 1) + "…";
  }

  /** The file that flags or environment name, or null. */
  static @Nullable String fileName(Map<String, String> variables, String... flags) {
    for (int i = 0; i < flags.length; i++) {
      if (flags[i].equals("--config")) {
        return next(flags, i);
      }
      if (flags[i].startsWith("--config=")) {
        return flags[i].substring("--config=".length());
      }
    }
    return variables.get("COVET_CONFIG");
  }

  private static String next(String[] flags, int index) {
    if (index + 1 == flags.length) {
      throw new ConfigException(flags[index] + ": a value is missing");
    }
    return flags[index + 1];
  }
}
