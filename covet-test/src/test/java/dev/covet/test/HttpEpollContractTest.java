package dev.covet.test;

import dev.covet.Config;

class HttpEpollContractTest extends Http1Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("epoll");
  }
}
