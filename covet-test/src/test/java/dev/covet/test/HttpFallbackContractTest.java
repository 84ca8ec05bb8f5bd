package dev.covet.test;

import dev.covet.Config;

class HttpFallbackContractTest extends Http1Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("io_uring");
  }

  @Override
  protected String mode() {
    return "fallback";
  }
}
