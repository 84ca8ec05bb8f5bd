package dev.covet.test;

import dev.covet.Config;

class HttpLoopEpollContractTest extends HttpContract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("epoll");
  }

  @Override
  protected String mode() {
    return "loop";
  }
}
