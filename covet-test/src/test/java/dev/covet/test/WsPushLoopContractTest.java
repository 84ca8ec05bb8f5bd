package dev.covet.test;

import dev.covet.Config;

class WsPushLoopContractTest extends WebSocketPushContract {
  @Override
  Config.Builder config() {
    return Config.builder();
  }

  @Override
  String mode() {
    return "loop";
  }
}
