package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Covet;
import dev.covet.Response;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When provided values are closed behind the real server. */
class ProviderLifetimeTest {
  /** A resource that notes what happens to it. */
  private final class Session implements AutoCloseable {
    volatile boolean open = true;

    @Override
    public void close() throws InterruptedException {
      // an event loop, a request's own thread, or an interrupt that was meant for the handler
      Thread.sleep(1);
      boolean request = VirtualThreads.scheduler(Thread.currentThread()) instanceof RequestTask;
      events.add(request ? "closed by the request" : "closed");
      open = false;
    }
  }

  private final Covet app = Covet.create("--port", "0", "--transport", "nio");
  private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

  private int start(Mode mode) {
    System.setProperty(Mode.PROPERTY, mode.name());
    app.provide(Session.class, req -> new Session());
    app.start();
    return app.uris().getFirst().getPort();
  }

  private void closed(String... all) {
    await().untilAsserted(() -> assertThat(events).containsExactly(all));
  }

  @AfterEach
  void stop() {
    app.stop();
    System.clearProperty(Mode.PROPERTY);
  }

  @ParameterizedTest
  @EnumSource
  void aStreamedBodyUsesItWhileItIsWritten(Mode mode) throws Exception {
    app.get(
        "/",
        req -> {
          Session session = req.provided(Session.class);
          return Response.stream(
              out -> {
                for (int i = 0; i < 3; i++) {
                  events.add(session.open ? "open" : "too late");
                  out.write(new byte[10_000]);
                  out.flush();
                }
              });
        });
    try (Client client = new Client(start(mode))) {
      assertThat(client.get("/")).startsWith("HTTP/1.1 200 ");
      closed("open", "open", "open", "closed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsClosedWhenTheHandlerFails(Mode mode) throws Exception {
    app.get(
        "/",
        req -> {
          req.provided(Session.class);
          throw new IllegalStateException("fails");
        });
    int port = start(mode);
    try (LogRecords log = new LogRecords()) {
      assertThat(Client.get(port, "/")).startsWith("HTTP/1.1 500 ");
      closed("closed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsClosedWhenTheBodyFails(Mode mode) throws Exception {
    app.get(
        "/",
        req -> {
          req.provided(Session.class);
          return Response.stream(
              out -> {
                out.write(1);
                out.flush();
                throw new IllegalStateException("fails");
              });
        });
    int port = start(mode);
    try (LogRecords log = new LogRecords();
        Client client = new Client(port)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      closed("closed");
    }
  }

  /**
   * Not before: the handler may still use it. Nor is the closing hit by the handler's interrupt.
   */
  @ParameterizedTest
  @EnumSource
  void itIsClosedWhenAHandlerPastItsDeadlineHasEnded(Mode mode) throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    app.get(
            "/",
            req -> {
              Session session = req.provided(Session.class);
              boolean interrupted = false;
              while (answered.getCount() > 0) {
                try {
                  answered.await();
                } catch (InterruptedException e) {
                  interrupted = true;
                }
              }
              events.add(session.open + " " + interrupted);
              Thread.currentThread().interrupt();
              return "too late";
            })
        .timeout(Duration.ofMillis(100));
    assertThat(Client.get(start(mode), "/")).startsWith("HTTP/1.1 503 ");
    assertThat(events).isEmpty();
    answered.countDown();
    await().until(() -> events.size() == 2);
    assertThat(events).last().isEqualTo("closed");
    assertThat(events).first().asString().startsWith("true ");
  }

  @ParameterizedTest
  @EnumSource
  void aStopAwaitsItBeforeTheApplicationsOwnAreClosed(Mode mode) throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AutoCloseable slow =
        () -> {
          closing.countDown();
          go.await();
          events.add("of the request");
        };
    app.provide(AutoCloseable.class, req -> slow);
    app.provideOnce(Closeable.class, values -> () -> events.add("of the application"));
    app.onStop(() -> events.add("hook"));
    app.get("/", req -> String.valueOf(req.provided(AutoCloseable.class) == slow));
    assertThat(Client.get(start(mode), "/")).endsWith("true");
    assertThat(closing.await(20, TimeUnit.SECONDS)).isTrue();
    Thread stop = Thread.ofPlatform().start(app::stop);
    await().until(() -> !app.ready());
    assertThat(List.copyOf(events)).isEmpty();
    go.countDown();
    stop.join();
    assertThat(events).containsExactly("of the request", "hook", "of the application");
  }
}
