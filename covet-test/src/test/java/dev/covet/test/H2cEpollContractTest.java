package dev.covet.test;

import dev.covet.Config;

class H2cEpollContractTest extends Http2Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("epoll");
  }
}
