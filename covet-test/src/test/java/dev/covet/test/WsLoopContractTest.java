package dev.covet.test;

import dev.covet.Config;

class WsLoopContractTest extends WebSocketContract {
  @Override
  Config.Builder config() {
    return Config.builder();
  }

  @Override
  String mode() {
    return "loop";
  }
}
