package dev.covet.test;

class NioHttp2AbuseTest extends Http2AbuseRows {
  NioHttp2AbuseTest() {
    super("nio");
  }
}
