package dev.covet.test;

class NioProtocolRowsTest extends ProtocolRows {
  NioProtocolRowsTest() {
    super("nio");
  }
}
