package dev.covet.test;

import dev.covet.Config;

class WssPushNioContractTest extends WebSocketPushContract {
  @Override
  Config.Builder config() {
    return HttpsContract.tls("nio", "boringssl");
  }
}
