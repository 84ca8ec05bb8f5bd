package dev.covet.test;

import dev.covet.Config;

class HttpLoopNioContractTest extends HttpContract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("nio");
  }

  @Override
  protected String mode() {
    return "loop";
  }
}
