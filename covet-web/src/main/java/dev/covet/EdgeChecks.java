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
    checkCors(config);
    if (config.trustedProxies().isEmpty() && told) {
      throw new ConfigException(
          "proxy-headers and proxy-protocol are believed of trusted-proxies alone: name them");
    }
  }

  private static void checkCors(Config config) {
    if (!config.corsEnabled()) {
      return;
    }
    if (config.corsOrigins().isEmpty()) {
      throw new ConfigException(
          "cors-enabled=true needs cors-origins: whose pages may call this, as"
              + " https://app.example; * for anybody's");
    }
    if (config.corsOrigins().any() && config.corsCredentials()) {
      throw new ConfigException(
          "cors-credentials=true with cors-origins=* lets every site act as its visitors: name"
              + " the origins");
    }
    try {
      config.corsRules();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("cors-enabled=true: " + e.getMessage());
    }
  }

  /** What is risky, each part with {@code "; "} behind it. */
  static String risks(Config config) {
    return config.trustedProxies().holdEverybody()
        ? "trusted-proxies holds everybody: any client may choose its own address; "
        : "";
  }
}
