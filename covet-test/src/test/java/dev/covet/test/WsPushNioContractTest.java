package dev.covet.test;

import dev.covet.Config;

class WsPushNioContractTest extends WebSocketPushContract {
  @Override
  Config.Builder config() {
    return Config.builder().transport("nio");
  }
}
