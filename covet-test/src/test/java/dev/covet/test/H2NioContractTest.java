package dev.covet.test;

import dev.covet.Config;

class H2NioContractTest extends Http2Contract {
  @Override
  protected Config.Builder config() {
    return HttpsContract.tls("nio", "boringssl");
  }
}
