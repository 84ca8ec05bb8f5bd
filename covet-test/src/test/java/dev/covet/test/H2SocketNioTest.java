package dev.covet.test;

import dev.covet.Config;

class H2SocketNioTest extends Http2SocketContract {
  @Override
  Config.Builder config() {
    return HttpsContract.tls("nio", "boringssl");
  }
}
