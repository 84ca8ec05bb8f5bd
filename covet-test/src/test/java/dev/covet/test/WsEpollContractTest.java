package dev.covet.test;

import dev.covet.Config;

class WsEpollContractTest extends WebSocketContract {
  @Override
  Config.Builder config() {
    return Config.builder().transport("epoll");
  }
}
