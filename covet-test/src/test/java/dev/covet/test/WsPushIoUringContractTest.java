package dev.covet.test;

import dev.covet.Config;

class WsPushIoUringContractTest extends WebSocketPushContract {
  @Override
  Config.Builder config() {
    return Config.builder().transport("io_uring");
  }
}
