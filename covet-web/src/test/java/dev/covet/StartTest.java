package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StartTest {
  @Test
  void withoutAServerTheStartSaysWhatToDependOn() {
    Covet app = Served.app();
    assertThatThrownBy(app::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dev.covet:covet");
    assertThat(app.ready()).isFalse();
    assertThatThrownBy(app::uris).isInstanceOf(IllegalStateException.class);
    app.stop();
  }

  @Test
  void flagsAndDefaultsMakeApplications() {
    assertThat(Covet.create("--port", "0").config().port()).isZero();
    assertThat(Covet.create().config().port()).isEqualTo(8080);
    assertThatThrownBy(() -> Covet.create("--prot", "1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("port");
  }
}
