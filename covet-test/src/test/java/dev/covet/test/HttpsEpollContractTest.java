package dev.covet.test;

import dev.covet.Config;

class HttpsEpollContractTest extends HttpsContract {
  @Override
  protected Config.Builder config() {
    return tls("epoll", "boringssl");
  }
}
