package dev.covet;

import java.util.List;

/** The settings of the admin listener, and what does not go together among them. */
final class AdminKeys {
  static final List<ConfigKey> ALL =
      List.of(
          new ConfigKey(
              "admin-listen",
              "",
              "an address with a port like `127.0.0.1:9090`, `[::1]:9090`",
              "second listener, in clear text, for the people who run this: `/_covet`; empty for"
                  + " none",
              AdminKeys::listen),
          new ConfigKey(
              "admin-token",
              "",
              "text, at least 32 characters",
              "secret that requests there show (`Authorization: Bearer …`); needed where others"
                  + " can reach it",
              AdminKeys::token));

  private AdminKeys() {}

  private static String listen(String text) {
    if (!text.isEmpty()) {
      AdminAddress.parse(text);
    }
    return text;
  }

  private static String token(String text) {
    if (!text.isEmpty() && text.length() < 32) {
      throw new IllegalArgumentException("must have at least 32 characters, random ones");
    }
    return text;
  }

  /** Throws {@link ConfigException} in one line if something does not go together. */
  static void check(Config config) {
    String listen = config.adminListen();
    if (listen.isEmpty()) {
      if (!config.adminToken().isEmpty()) {
        throw new ConfigException("admin-token is set and admin-listen is not");
      }
      return;
    }
    AdminAddress address = AdminAddress.parse(listen);
    if (config.adminToken().isEmpty() && !Config.isLoopback(address.host())) {
      throw new ConfigException(
          "admin-listen "
              + listen
              + " can be reached by others, who could stop this server and read what it does:"
              + " listen on 127.0.0.1, or set admin-token");
    }
    if (address.port() != 0 && address.port() == config.port()) {
      throw new ConfigException("port and admin-listen are both " + config.port());
    }
  }

  /** What is risky, each part with {@code "; "} behind it. */
  static String risks(Config config) {
    return config.adminListen().isEmpty()
            || Config.isLoopback(AdminAddress.parse(config.adminListen()).host())
        ? ""
        : "others can reach admin-listen, which speaks clear text: its token can be read on the"
            + " way; ";
  }
}
