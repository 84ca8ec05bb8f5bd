package dev.covet;

/** What does not go together among the settings of {@link EdgeKeys}. */
final class EdgeChecks {
  private EdgeChecks() {}

  /** Throws {@link ConfigException} in one line if something does not. */
  static void check(Config config) {
    boolean told = !config.proxyHeaders().isEmpty() || config.proxyProtocol();
    if (!config.trustedProxies().isEmpty() && !told) {
      throw new ConfigException(
          "trusted-proxies names proxies, but not how they tell who the client is: set"
              + " proxy-headers or proxy-protocol");
    }
    if (config.trustedProxies().isEmpty() && told) {
      throw new ConfigException(
          "proxy-headers and proxy-protocol are believed of trusted-proxies alone: name them");
    }
  }

  /** What is risky, each part with {@code "; "} behind it. */
  static String risks(Config config) {
    return config.trustedProxies().holdEverybody()
        ? "trusted-proxies holds everybody: any client may choose its own address; "
        : "";
  }
}
