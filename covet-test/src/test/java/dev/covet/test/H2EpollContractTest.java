package dev.covet.test;

import dev.covet.Config;

class H2EpollContractTest extends Http2Contract {
  @Override
  protected Config.Builder config() {
    return HttpsContract.tls("epoll", "boringssl");
  }
}
