package dev.covet.test;

import dev.covet.Config;

class HttpsIoUringJdkContractTest extends HttpsContract {
  @Override
  protected Config.Builder config() {
    return tls("io_uring", "jdk");
  }
}
