package dev.covet.test;

import dev.covet.Config;

class HttpsIoUringContractTest extends HttpsContract {
  @Override
  protected Config.Builder config() {
    return tls("io_uring", "boringssl");
  }
}
