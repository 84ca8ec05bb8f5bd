package dev.covet.test;

import dev.covet.Config;

class HttpLoopNioContractTest extends Http1Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("nio");
  }

  @Override
  protected String mode() {
    return "loop";
  }
}
