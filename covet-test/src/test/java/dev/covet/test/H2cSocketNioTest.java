package dev.covet.test;

import dev.covet.Config;

class H2cSocketNioTest extends Http2SocketContract {
  @Override
  Config.Builder config() {
    return Config.builder().transport("nio");
  }
}
