package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInTest {
  private final List<String> terminal = new ArrayList<>();
  private int port;
  private StandIn standIn;

  @BeforeEach
  void make() throws Exception {
    port = Ports.free("127.0.0.1");
    standIn = new StandIn(List.of("--port=" + port), terminal::add);
  }

  @AfterEach
  void close() {
    standIn.close();
  }

  private static Trouble doesNotCompile() {
    return Trouble.of(
        new Compilation(
            false,
            1,
            List.of(new Mistake("app/App.java", 4, 11, "incompatible types")),
            "app/App.java:4: error: incompatible types\n  int n = \"<b>\";"));
  }

  @Test
  void peopleGetThePageWithTheTextAndTheScript() throws Exception {
    standIn.show(doesNotCompile());
    try (Http http = new Http(port)) {
      HttpResponse<String> page = http.get("/any?x=1", Http.BROWSER);
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(page.body())
          .contains("Does not compile", "1 error", "app/App.java:4: error: incompatible types")
          .contains("&lt;b&gt;", "/_covet/dev/reload.js");
    }
    assertThat(terminal).isEmpty();
    assertThat(standIn.port()).isEqualTo(port);
  }

  @Test
  void programsGetAProblemDetailWithTheErrors() throws Exception {
    standIn.show(doesNotCompile());
    try (Http http = new Http(port)) {
      HttpResponse<String> answer = http.get("/api/orders", Http.PROGRAM);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body())
          .contains("\"title\":\"Does not compile\"", "\"errors\":[{")
          .contains("\"file\":\"app/App.java\"", "\"line\":4", "\"column\":11")
          .doesNotContain("script");
    }
  }

  @Test
  void aPassingTroubleMakesPagesWaitAndALastingOneReloadsThem() throws Exception {
    try (Http http = new Http(port)) {
      // Nobody can tell from outside whether a page waits yet or its request is still on its way.
      await()
          .untilAsserted(
              () -> {
                standIn.show(Trouble.starting());
                CompletableFuture<HttpResponse<String>> waiting =
                    http.ask("/_covet/dev/state?seen=old");
                assertThat(http.get("/", Http.PROGRAM).body()).contains("\"title\":\"Starting\"");
                assertThat(waiting).isNotDone();
                standIn.show(Trouble.ended("3"));
                assertThat(waiting.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
              });
      assertThat(http.get("/_covet/dev/state?seen=old").statusCode()).isEqualTo(200);
      assertThat(http.get("/", Http.PROGRAM).body()).contains("exit code 3");
    }
  }

  @Test
  void itListensAgainWhereTheApplicationSaidThatItDoes() throws Exception {
    standIn.show(Trouble.starting());
    standIn.close();
    standIn.close();
    int other = Ports.free("127.0.0.1");
    standIn.port(other);
    standIn.show(Trouble.notStarted("java.lang.Error: trace"));
    try (Http http = new Http(other)) {
      assertThat(http.get("/", Http.PROGRAM).body()).contains("java.lang.Error: trace");
    }
  }

  @Test
  void aPortThatIsTakenIsToldAndNotShared() throws Exception {
    try (ServerSocket stranger = new ServerSocket()) {
      stranger.setReuseAddress(true);
      stranger.bind(new java.net.InetSocketAddress("127.0.0.1", port));
      standIn.show(Trouble.starting());
    }
    assertThat(terminal)
        .singleElement()
        .asString()
        .startsWith("covet: nothing answers in the application's place: can not listen on");
    assertThat(standIn.port()).isZero();
  }
}
