package dev.covet.test;

import dev.covet.Config;

class H2IoUringContractTest extends Http2Contract {
  @Override
  protected Config.Builder config() {
    return HttpsContract.tls("io_uring", "boringssl");
  }
}
