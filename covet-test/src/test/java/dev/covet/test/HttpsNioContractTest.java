package dev.covet.test;

import dev.covet.Config;

class HttpsNioContractTest extends HttpsContract {
  @Override
  protected Config.Builder config() {
    return tls("nio", "boringssl");
  }
}
