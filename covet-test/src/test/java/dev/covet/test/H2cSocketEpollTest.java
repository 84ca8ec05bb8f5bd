package dev.covet.test;

import dev.covet.Config;

class H2cSocketEpollTest extends Http2SocketContract {
  @Override
  Config.Builder config() {
    return Config.builder().transport("epoll");
  }
}
