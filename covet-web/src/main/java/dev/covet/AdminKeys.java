package dev.covet;

import dev.covet.http.ListenAddress;
import java.util.List;

/** The settings of the admin listener, and what does not go together among them. */
final class AdminKeys {
  static final List<ConfigKey> ALL =
      List.of(
          new ConfigKey(
              "admin-listen",
              "",
              "an address like `127.0.0.1:9090`, `[::1]:9090`, `unix:/run/admin.sock`",
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

  private static List<ListenAddress> listen(String text) {
    List<ListenAddress> addresses = ListenAddress.parseList(text);
    if (addresses.size() > 1) {
      throw new IllegalArgumentException("holds more than one address");
    }
    return addresses;
  }

  private static String token(String text) {
    if (!text.isEmpty() && text.length() < 32) {
      throw new IllegalArgumentException("must have at least 32 characters, random ones");
    }
    return text;
  }

  /** Throws {@link ConfigException} in one line if something does not go together. */
  static void check(Config config) {
    ListenAddress address = config.adminAddress().orElse(null);
    if (address == null) {
      if (!config.adminToken().isEmpty()) {
        throw new ConfigException("admin-token is set and admin-listen is not");
      }
      return;
    }
    if (config.adminToken().isEmpty() && Config.isRemote(address)) {
      throw new ConfigException(
          "admin-listen "
              + address
              + " can be reached by others, who could stop this server and read what it does:"
              + " listen on 127.0.0.1, or set admin-token");
    }
    if (clash(config, address)) {
      throw new ConfigException(
          "admin-listen "
              + address
              + " is an address of the application as well: choose another port or path");
    }
  }

  /** A port is one on whichever address: 0.0.0.0 has those of all others. */
  private static boolean clash(Config config, ListenAddress address) {
    return switch (address) {
      case ListenAddress.Unix unix -> config.addresses().contains(unix);
      case ListenAddress.Tcp(_, int port) ->
          port != 0 && (config.ports().contains(port) || config.tlsRedirectPort() == port);
    };
  }

  /** What is risky, each part with {@code "; "} behind it. */
  static String risks(Config config) {
    return config.adminAddress().filter(Config::isRemote).isPresent()
        ? "others can reach admin-listen, which speaks clear text: its token can be read on the"
            + " way; "
        : "";
  }
}
