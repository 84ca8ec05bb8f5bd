package dev.covet.test;

import dev.covet.Config;

class H2cProbationContractTest extends Http2Contract {
  @Override
  protected Config.Builder config() {
    return Config.builder().transport("epoll");
  }

  @Override
  protected String mode() {
    return "probation";
  }
}
