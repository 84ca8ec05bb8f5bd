package dev.covet;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads settings out of files, the environment and flags. */
final class ConfigSources {
  private static final String ENVIRONMENT = "COVET_";

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
      throw new ConfigException(String.valueOf(e.getMessage()).lines().findFirst().orElse(name));
    }
    return source;
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
    for (int i = 0; i < flags.length; i++) {
      String flag = flags[i];
      if (!flag.startsWith("--") || flag.length() < 3) {
        throw new ConfigException(
            "'" + flag + "' is no flag; settings are given as --key value or --set key=value");
      }
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      String value = equals < 0 ? next(flags, i++) : flag.substring(equals + 1);
      if (name.equals("--set")) {
        int split = value.indexOf('=');
        if (split < 0) {
          throw new ConfigException("--set " + value + ": must be --set key=value");
        }
        source.put(value.substring(0, split).strip(), value.substring(split + 1), "--set");
      } else if (!name.equals("--config")) {
        source.put(name.substring(2), value, name);
      }
    }
    return source;
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
