package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.MediaType;
import dev.covet.spi.CurrentCalls;
import dev.covet.spi.LiveStream;
import dev.covet.spi.RouteDescription.Result;
import dev.covet.spi.ServerCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
  /** What is declared. */
  record Tick(int n) {}

  /** What is there. */
  static class Feed {
    @Get("/ticks")
    Stream<Event<Tick>> ticks() {
      return Stream.of(Event.of(new Tick(1)).id(1), Event.of(new Tick(2)).id(2).event("tick"));
    }

    @Get("/one")
    Response<Event<Tick>> one() {
      return Response.sse(events -> events.send(Event.of(new Tick(1))));
    }
  }

  private final List<LiveStream> opened = new ArrayList<>();
  private final List<LiveStream> closed = new ArrayList<>();

  @AfterEach
  void forget() {
    CurrentCalls.source(() -> null);
  }

  /** A server that tells streams what the test says. */
  private void serve() {
    ServerCalls calls =
        new ServerCalls() {
          @Override
          public Executor executor() {
            return Runnable::run;
          }

          @Override
          public long deadlineNanos() {
            return Long.MAX_VALUE;
          }

          @Override
          public void streamOpened(LiveStream stream) {
            opened.add(stream);
          }

          @Override
          public void streamClosed(LiveStream stream) {
            closed.add(stream);
          }
        };
    CurrentCalls.source(() -> calls);
  }

  private static String sent(EventWriter writer) {
    return Exchange.text(Response.sse(writer));
  }

  @Test
  void eventsHaveTheirFieldsOnLinesOfTheirOwn() {
    Event<String> event =
        Event.of("a\nb\r\nc\rd").id(7).event("tick").retry(Duration.ofMillis(1500));
    assertThat(sent(events -> events.send(event)))
        .isEqualTo("id: 7\nevent: tick\nretry: 1500\ndata: a\ndata: b\ndata: c\ndata: d\n\n");
    assertThat(sent(events -> events.send(""))).isEqualTo("data: \n\n");
    assertThat(sent(events -> events.send("end\n"))).isEqualTo("data: end\ndata: \n\n");
    assertThat(sent(events -> events.send(new Event<>(null, "9", null, null))))
        .isEqualTo("id: 9\n\n");
  }

  @Test
  void otherDataIsJson() {
    assertThat(sent(events -> events.send(new Tick(3)))).startsWith("data: ").endsWith("\n\n");
  }

  @Test
  void commentsCanNotBecomeFields() {
    assertThat(sent(events -> events.comment("so\ndata: far"))).isEqualTo(": so\n: data: far\n\n");
  }

  @Test
  void idsAndNamesAreOneLine() {
    for (String text : List.of("a\nb", "a\rb", "a\0b")) {
      assertThatThrownBy(() -> Event.of(1).id(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Event.id: character 1");
      assertThatThrownBy(() -> Event.of(1).event(text)).hasMessageContaining("Event.event");
    }
    assertThatThrownBy(() -> Event.of(1).retry(Duration.ofMillis(-1)))
        .hasMessageContaining("negative");
  }

  @Test
  void theAnswerIsNeitherStoredNorHeldBack() {
    Response<?> response = Response.sse(events -> {});
    assertThat(response.headers().first("content-type")).isEqualTo("text/event-stream");
    assertThat(response.headers().first("cache-control")).isEqualTo("no-store");
    assertThat(response.headers().first("x-accel-buffering")).isEqualTo("no");
  }

  @Test
  void whatIsDeclaredAsEventsIsSentAsEvents() {
    Covet app = Covet.create(Config.defaults());
    app.add(new Feed());
    app.assemble()
        .routes()
        .forEach(
            route ->
                assertThat(route.result())
                    .isInstanceOfSatisfying(
                        Result.Value.class,
                        value -> {
                          assertThat(value.type()).isEqualTo(Tick.class);
                          assertThat(value.mediaTypes()).containsExactly(MediaType.EVENT_STREAM);
                        }));
    Response<?> response = Exchange.serve(app, FakeIncoming.get("/ticks"));
    assertThat(response.headers().first("content-type")).isEqualTo("text/event-stream");
    assertThat(Exchange.text(response)).startsWith("id: 1\ndata: ").contains("\nevent: tick\n");
  }

  @Test
  void aPublishersEventsAreSentAndItIsCancelled() throws Exception {
    try (SubmissionPublisher<Event<String>> publisher = new SubmissionPublisher<>()) {
      Response<?> response = Response.sse(publisher, String.class);
      publisher.submit(Event.of("a"));
      OutputStream gone =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("gone");
            }
          };
      assertThatThrownBy(() -> response.body().writeTo(gone)).isInstanceOf(IOException.class);
      response.body().close();
      Awaitility.await().until(() -> publisher.getNumberOfSubscribers() == 0);
    }
    assertThatThrownBy(() -> Response.sse(7, String.class)).hasMessageContaining("no sequence");
  }

  @Test
  void theLastEventIdIsRead() {
    Handler<?> handler = req -> req.lastEventId().orElse("none");
    assertThat(Exchange.text(Exchange.answer(FakeIncoming.get("/"), handler))).isEqualTo("none");
  }

  @Test
  void theWriterIsToldThatItsClientIsGone() throws Exception {
    serve();
    List<String> told = new ArrayList<>();
    EventWriter writer =
        events -> {
          events.onClose(() -> told.add("hook"));
          events.onClose(
              () -> {
                throw new IllegalStateException("a hook that fails holds up no other");
              });
          Thread server = Thread.startVirtualThread(opened.getFirst()::clientGone);
          assertThatThrownBy(() -> new CountDownLatch(1).await())
              .isInstanceOf(InterruptedException.class);
          server.join();
          assertThat(events.open()).isFalse();
          assertThatThrownBy(() -> events.send("x")).hasMessageContaining("the client is gone");
          events.onClose(() -> told.add("late"));
          events.heartbeat(Duration.ofSeconds(1));
          events.send("y");
        };
    ResponseBody body = Response.sse(writer).body();
    assertThatThrownBy(() -> body.writeTo(new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class);
    assertThat(told).containsExactly("hook", "late");
    assertThat(closed).isEqualTo(opened);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aClientThatIsSilentIsSentSomethingTwice() throws Exception {
    serve();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter writer = events -> opened.getFirst().clientSilent();
    Response.sse(writer).body().writeTo(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(": \n\n: \n\n");
  }

  @Test
  void aStopOfTheServerIsACleanEnd() {
    serve();
    String text =
        sent(
            events -> {
              events.send("a");
              Thread.startVirtualThread(opened.getFirst()::serverStops);
              new CountDownLatch(1).await();
            });
    assertThat(text).isEqualTo("data: a\n\n: the server stops\n\n");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void hooksRunWhenTheWriterReturns() {
    List<String> told = new ArrayList<>();
    List<Events> kept = new ArrayList<>();
    sent(
        events -> {
          events.onClose(() -> told.add("over"));
          kept.add(events);
        });
    assertThat(told).containsExactly("over");
    assertThatThrownBy(() -> kept.getFirst().send("x")).hasMessageContaining("has returned");
  }

  @Test
  void quietStreamsHaveAHeartbeat() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventWriter writer =
        events -> {
          events.heartbeat(Duration.ofMillis(5));
          Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).contains(": \n\n: "));
        };
    assertThatThrownBy(() -> sent(events -> events.heartbeat(Duration.ZERO)))
        .hasRootCauseMessage("Events.heartbeat: PT0S is no period; use more than zero");
    try {
      Response.sse(writer).body().writeTo(out);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(": \n\n");
  }
}
