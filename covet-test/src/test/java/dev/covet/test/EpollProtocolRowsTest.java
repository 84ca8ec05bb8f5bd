package dev.covet.test;

class EpollProtocolRowsTest extends ProtocolRows {
  EpollProtocolRowsTest() {
    super("epoll");
  }
}
