package dev.covet.test;

import dev.covet.Config;

class WssNioContractTest extends WebSocketContract {
  @Override
  Config.Builder config() {
    return HttpsContract.tls("nio", "boringssl");
  }
}
