package dev.covet.test;

import dev.covet.Config;

class WsOffloadContractTest extends WebSocketContract {
  @Override
  Config.Builder config() {
    return Config.builder();
  }

  @Override
  String mode() {
    return "offload";
  }
}
