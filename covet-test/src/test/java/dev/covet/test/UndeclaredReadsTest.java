package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import dev.covet.Covet;
import org.junit.jupiter.api.Test;

/** A test fails if a handler reads what its route does not declare. */
class UndeclaredReadsTest {
  private static void declare(Covet app) {
    app.get("/orders", req -> "at most " + req.query("limit").or(20));
    app.get("/fine", req -> "fine");
  }

  @Test
  void inMemoryTheRequestFails() {
    Covet app = Covet.create(Config.defaults());
    declare(app);
    try (TestClient client = TestClient.of(app)) {
      TestRequest request = client.get("/orders");
      assertThatThrownBy(request::send)
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith(
              "documents made from the application would not be true:\nGET /orders"
                  + " (UndeclaredReadsTest.java:")
          .hasMessageEndingWith(
              "): the handler reads query parameter 'limit', which the route does not declare; add"
                  + " .param(Param.query(\"limit\", String.class)) to the route, or .hidden() if it"
                  + " stays out of documents");
      assertThat(client.get("/fine").send().text()).isEqualTo("fine");
    }
  }

  @Test
  void overASocketTheEndOfTheServerFails() {
    TestServer server = TestServer.start(UndeclaredReadsTest::declare);
    assertThat(server.client().get("/orders").send().text()).isEqualTo("at most 20");
    assertThatThrownBy(server::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET /orders");
  }

  @Test
  void anApplicationWithoutADocumentReadsWhatItWants() {
    Config.Builder config = Config.builder().set("openapi", false);
    try (TestServer server = TestServer.start(config, UndeclaredReadsTest::declare)) {
      assertThat(server.client().get("/orders").send().text()).isEqualTo("at most 20");
    }
  }
}
