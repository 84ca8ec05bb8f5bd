package dev.covet;

import java.util.Comparator;
import java.util.ServiceLoader;

/** Holds the JSON codec of the process. */
final class Json {
  private Json() {}

  /** Loaded on first use; {@link Covet#start()} uses it before the first request. */
  private static final class Installed {
    static final JsonCodec CODEC =
        ServiceLoader.load(JsonCodec.class, Json.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .max(Comparator.comparingInt(JsonCodec::priority))
            .orElseGet(MissingJsonCodec::new);
  }

  static JsonCodec codec() {
    return Installed.CODEC;
  }
}
