package dev.covet.test;

class IoUringProtocolRowsTest extends ProtocolRows {
  IoUringProtocolRowsTest() {
    super("io_uring");
  }
}
