package dev.covet.test;

import dev.covet.Config;

class WsPushEpollContractTest extends WebSocketPushContract {
  @Override
  Config.Builder config() {
    return Config.builder().transport("epoll");
  }
}
