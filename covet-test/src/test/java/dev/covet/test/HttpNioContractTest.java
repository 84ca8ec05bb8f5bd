package dev.covet.test;

import dev.covet.Config;

class HttpNioContractTest extends HttpContract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("nio");
  }
}
