package dev.covet.test;

class IoUringHttp2AbuseTest extends Http2AbuseRows {
  IoUringHttp2AbuseTest() {
    super("io_uring");
  }
}
