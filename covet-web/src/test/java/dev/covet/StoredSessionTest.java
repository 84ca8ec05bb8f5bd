package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class StoredSessionTest extends SessionRows {
  private final MapSessions store = new MapSessions();

  @Override
  Sessions make() {
    return Sessions.stored(store);
  }

  private SessionClient client(Covet app) {
    return new SessionClient(app.assemble());
  }

  private Covet app() {
    Covet app = Covet.create(Config.defaults());
    app.sessions(sessions);
    app.get("/plain", request -> "");
    app.get("/get", request -> request.session().get("x").orElse("-"));
    app.get(
        "/set/{name}",
        request -> {
          request.session().set(request.path("name").asString(), "1");
          return "";
        });
    return app;
  }

  @Test
  void theStoreIsNotAskedUnlessTheSessionIsUsedAndTheClientHasOne() {
    SessionClient client = client(app());
    client.get("/plain");
    client.get("/get");
    assertThat(store.asked).isZero();
    client.get("/set/x");
    int asked = store.asked;
    client.get("/plain");
    assertThat(store.asked).isEqualTo(asked);
    client.cookie = "not an id";
    client.get("/get");
    client.cookie = "!".repeat(22);
    client.get("/get");
    assertThat(store.asked).isEqualTo(asked);
  }

  @Test
  void theStoreDoesNotKnowWhatClientsHave() {
    SessionClient client = client(app());
    client.get("/set/x");

    assertThat(client.cookie).hasSize(22);
    assertThat(store.sessions).hasSize(1).doesNotContainKey(client.cookie);
    String key = store.sessions.keySet().iterator().next();
    SessionClient thief = client.copy();
    thief.cookie = key;
    assertThat(thief.text("/get")).isEqualTo("-");
    thief.cookie = key.substring(0, 22);
    assertThat(thief.text("/get")).isEqualTo("-");
  }

  @Test
  void usesThatFollowEachOtherAreNotAllWritten() {
    SessionClient client = client(app());
    client.get("/set/x");
    int written = store.written;
    for (int i = 0; i < 10; i++) {
      client.get("/get");
    }
    assertThat(store.written).isEqualTo(written);
  }

  @Test
  void requestsThatChangeDifferentValuesAtOnceLoseNothing() {
    SessionClient[] client = new SessionClient[1];
    Covet app = app();
    app.get(
        "/both",
        request -> {
          request.session().set("x", "outer");
          client[0].copy().get("/set/y");
          return "";
        });
    client[0] = client(app);
    client[0].get("/set/z");
    client[0].get("/both");

    assertThat(store.sessions.values().iterator().next().values())
        .containsEntry("x", "outer")
        .containsEntry("y", "1")
        .containsEntry("z", "1");
  }

  @Test
  void aStoreThatFailsIsAnsweredWith503() {
    SessionClient client = client(app());
    client.get("/set/x");
    store.failure = new IOException("no route to the store");

    try (LogCapture log = new LogCapture()) {
      assertThat(client.get("/get").status().code()).isEqualTo(503);
      assertThat(client.copy().get("/set/x").status().code()).isEqualTo(503);
      assertThat(client.get("/plain").status().code()).isEqualTo(200);
      assertThat(log.from(Level.SEVERE)).hasSize(2);
    }
    assertThatThrownBy(() -> sessions.endAll("ann"))
        .isInstanceOf(HttpException.class)
        .hasCause(store.failure);
  }

  @Test
  void anInterruptWhileTheStoreIsAskedEndsTheRequest() {
    SessionClient client = client(app());
    client.get("/set/x");
    store.failure = new InterruptedException("past the deadline");

    try (LogCapture log = new LogCapture()) {
      assertThat(client.get("/get").status().code()).isEqualTo(503);
      assertThat(log.from(Level.SEVERE)).hasSize(1);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void memoryForSessionsComesFromALibrary() {
    assertThatThrownBy(() -> Sessions.inMemory(1 << 20, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("depend on dev.covet:covet");
    assertThatThrownBy(() -> Sessions.inMemory(1000)).hasMessageContaining("not 1000 bytes");
    sessions = Sessions.inMemory(1 << 20, List.of(bytes -> store));
    client(app()).get("/set/x");
    assertThat(store.sessions).hasSize(1);
  }
}
