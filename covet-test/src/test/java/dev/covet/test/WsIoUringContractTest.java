package dev.covet.test;

import dev.covet.Config;

class WsIoUringContractTest extends WebSocketContract {
  @Override
  Config.Builder config() {
    return Config.builder().transport("io_uring");
  }
}
