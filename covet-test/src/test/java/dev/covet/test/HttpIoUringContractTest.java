package dev.covet.test;

import dev.covet.Config;

class HttpIoUringContractTest extends Http1Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("io_uring");
  }
}
