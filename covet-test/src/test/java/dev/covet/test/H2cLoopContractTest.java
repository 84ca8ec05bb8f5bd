package dev.covet.test;

import dev.covet.Config;

class H2cLoopContractTest extends Http2Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("io_uring");
  }

  @Override
  protected String mode() {
    return "loop";
  }
}
