package dev.covet.test;

import dev.covet.Config;

class WsNioContractTest extends WebSocketContract {
  @Override
  Config.Builder config() {
    return Config.builder().transport("nio");
  }
}
