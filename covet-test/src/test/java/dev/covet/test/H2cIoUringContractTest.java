package dev.covet.test;

import dev.covet.Config;

class H2cIoUringContractTest extends Http2Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("io_uring");
  }
}
