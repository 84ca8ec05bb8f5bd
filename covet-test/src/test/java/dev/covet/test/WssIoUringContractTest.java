package dev.covet.test;

import dev.covet.Config;

class WssIoUringContractTest extends WebSocketContract {
  @Override
  Config.Builder config() {
    return HttpsContract.tls("io_uring", "boringssl");
  }
}
