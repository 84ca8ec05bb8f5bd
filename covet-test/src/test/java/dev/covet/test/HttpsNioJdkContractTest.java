package dev.covet.test;

import dev.covet.Config;

class HttpsNioJdkContractTest extends HttpsContract {
  @Override
  protected Config.Builder config() {
    return tls("nio", "jdk");
  }
}
