package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.spi.RunningServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CovetTest {
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

  @Test
  void hooksRunAroundTheServerAndTheLastDeclaredStopsFirst() {
    List<String> trace = new ArrayList<>();
    Covet app = Served.app("signals", "false");
    app.onStart(() -> trace.add("start 1"));
    app.onStart(() -> trace.add("start 2"));
    app.onStop(() -> trace.add("stop 1"));
    app.onStop(
        () -> {
          throw new IllegalStateException("logged, the others still run");
        });
    app.onStop(() -> trace.add("stop 3"));
    app.start((application, config) -> new FakeServer(trace, false));
    assertThat(app.ready()).isTrue();
    app.stop();
    app.stop();
    assertThat(trace).containsExactly("start 1", "start 2", "server stopped", "stop 3", "stop 1");
    assertThat(app.ready()).isFalse();
  }

  @Test
  void afterTheStartNothingCanBeDeclared() {
    Covet part = Served.app();
    Covet app = Served.app("signals", "false");
    Route route = app.get("/", req -> "");
    app.mount("/part", part);
    app.start((application, config) -> new FakeServer(new ArrayList<>(), false));
    for (ThrowingCallable late :
        List.<ThrowingCallable>of(
            () -> app.get("/late", req -> ""),
            () -> app.use((req, next) -> next.handle(req)),
            () -> app.group("/late", group -> {}),
            () -> app.mount("/late", Served.app()),
            () -> app.error(Exception.class, (e, req) -> Response.ok()),
            () -> app.onStart(() -> {}),
            () -> app.onStop(() -> {}),
            () -> part.get("/late", req -> ""),
            () -> route.name("late"),
            app::start)) {
      assertThatThrownBy(late)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has been started");
    }
    app.stop();
  }

  @Test
  void aFailingStartHookKeepsTheServerFromStarting() {
    List<String> trace = new ArrayList<>();
    Covet app = Served.app("signals", "false");
    app.onStart(
        () -> {
          throw new IllegalStateException("no database");
        });
    assertThatThrownBy(
            () ->
                app.start(
                    (application, config) -> {
                      trace.add("server started");
                      return new FakeServer(trace, false);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no database");
    assertThat(trace).isEmpty();
  }

  @Test
  void aServerDoesNotOutliveAStartThatFails() {
    List<String> trace = new ArrayList<>();
    Covet app = Served.app("signals", "false");
    assertThatThrownBy(() -> app.start((application, config) -> new FakeServer(trace, true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no report");
    assertThat(trace).containsExactly("server stopped");
    assertThatThrownBy(app::uris).isInstanceOf(IllegalStateException.class);
  }

  /** Remembers that it was stopped; its report may fail. */
  private record FakeServer(List<String> trace, boolean broken) implements RunningServer {
    @Override
    public List<URI> uris() {
      return List.of(URI.create("http://127.0.0.1:1"));
    }

    @Override
    public Map<String, String> report() {
      if (broken) {
        throw new IllegalStateException("no report");
      }
      return Map.of();
    }

    @Override
    public void stop() {
      trace.add("server stopped");
    }

    @Override
    public boolean ready() {
      return true;
    }
  }
}
