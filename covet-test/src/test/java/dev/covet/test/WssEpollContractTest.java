package dev.covet.test;

import dev.covet.Config;

class WssEpollContractTest extends WebSocketContract {
  @Override
  Config.Builder config() {
    return HttpsContract.tls("epoll", "boringssl");
  }
}
