package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Method;
import dev.covet.spi.RunningServer;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartTest {
  /** The tests bring a server of their own, so this looks at the application layer without them. */
  @Test
  void withoutAServerTheStartSaysWhatToDependOn() throws Exception {
    URL[] alone = {
      placeOf(Covet.class), placeOf(Method.class), placeOf(com.typesafe.config.Config.class)
    };
    try (URLClassLoader loader = new URLClassLoader(alone, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(Covet.class.getName());
      Object app =
          type.getMethod("create", String[].class)
              .invoke(null, (Object) new String[] {"--signals", "false"});
      assertThatThrownBy(() -> type.getMethod("start").invoke(app))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("dev.covet:covet");
      assertThat(type.getMethod("ready").invoke(app)).isEqualTo(false);
    }
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void whatWasNeverStartedIsNowhereAndCanBeStopped() {
    Covet app = Served.app();
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

  @Test
  void aServerDoesNotOutliveAStartThatFails() {
    List<String> trace = new ArrayList<>();
    Covet app = Served.app("signals", "false");
    assertThatThrownBy(() -> app.start((application, config) -> new Speechless(trace)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no report");
    assertThat(trace).containsExactly("stopped");
    assertThatThrownBy(app::uris).isInstanceOf(IllegalStateException.class);
  }

  /** A server that runs but fails to report, so that the start fails when it accepts already. */
  private record Speechless(List<String> trace) implements RunningServer {
    @Override
    public List<URI> uris() {
      return List.of(URI.create("http://127.0.0.1:1"));
    }

    @Override
    public Map<String, String> report() {
      throw new IllegalStateException("no report");
    }

    @Override
    public void stop() {
      trace.add("stopped");
    }

    @Override
    public boolean ready() {
      return true;
    }
  }
}
