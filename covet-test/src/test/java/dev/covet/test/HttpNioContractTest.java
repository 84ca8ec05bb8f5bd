package dev.covet.test;

import dev.covet.Config;

class HttpNioContractTest extends Http1Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("nio");
  }
}
