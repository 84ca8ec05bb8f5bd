package dev.covet.bridge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Response;
import dev.covet.engine.EngineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What handlers may do with threads. */
@SuppressWarnings("ThreadPriorityCheck") // a yield is what these tests are about
class HandlerThreadTest {
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

  @ParameterizedTest
  @EnumSource
  void threadsThatAHandlerStartsDoNotRunOnItsLoop(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/x",
                call -> {
                  CompletableFuture<String> carrier = new CompletableFuture<>();
                  Thread child =
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                LockSupport.parkNanos(1);
                                carrier.complete(Thread.currentThread().toString());
                              });
                  child.join();
                  return Response.text(carrier.get());
                });
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.get("/x")).contains("ForkJoinPool").doesNotContain("covet-");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void childrenOfAHandlerRunWhileItComputes(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/x",
                call -> {
                  AtomicInteger done = new AtomicInteger();
                  for (int i = 0; i < 4; i++) {
                    Thread.ofVirtual().start(done::incrementAndGet);
                  }
                  while (done.get() < 4) {
                    Thread.onSpinWait();
                  }
                  return Response.text("done");
                });
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/x")).endsWith("done");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noRequestSeesTheThreadLocalsOfAnother(Mode mode) throws Exception {
    INHERITABLE.set("of the thread that starts the server");
    FakeApplication app =
        new FakeApplication()
            .get(
                "/x",
                call -> {
                  String seen = LOCAL.get() + " " + INHERITABLE.get();
                  LOCAL.set("left behind");
                  INHERITABLE.set("left behind");
                  return Response.text(seen);
                });
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      for (int i = 0; i < 200; i++) {
        assertThat(client.get("/x")).endsWith("null null");
      }
    } finally {
      INHERITABLE.remove();
    }
  }

  @Test
  void runningHandlersLeaveTheirLoopAtTheirNextPark() throws Exception {
    int count = 2000;
    CountDownLatch moved = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    AtomicInteger waiting = new AtomicInteger();
    AtomicInteger onLoop = new AtomicInteger();
    AtomicInteger elsewhere = new AtomicInteger();
    FakeApplication app =
        new FakeApplication()
            .get(
                "/x",
                call -> {
                  if (Thread.currentThread().toString().contains("covet-loop")) {
                    onLoop.incrementAndGet();
                  }
                  waiting.incrementAndGet();
                  synchronized (threads) {
                    threads.add(Thread.currentThread());
                  }
                  moved.await();
                  for (int i = 0; i < 3; i++) {
                    Thread.yield();
                  }
                  if (!Thread.currentThread().toString().contains("covet-loop")) {
                    elsewhere.incrementAndGet();
                  }
                  return Response.text("ok");
                });
    List<Client> clients = new ArrayList<>();
    try (Server server = Server.start(app, Mode.LOOP, EngineConfig.builder().workers(2))) {
      for (int i = 0; i < count; i++) {
        Client client = new Client(server.port());
        clients.add(client);
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      await().until(() -> waiting.get() == count);
      synchronized (threads) {
        for (Thread thread : threads) {
          ((RequestTask) requireNonNull(VirtualThreads.scheduler(thread))).move();
        }
      }
      moved.countDown();
      for (Client client : clients) {
        assertThat(client.read()).endsWith("ok");
        client.close();
      }
    }
    assertThat(onLoop).hasValue(count);
    assertThat(elsewhere).hasValue(count);
  }

  @Test
  void aHandlerThatYieldsForEverStarvesNobody() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    FakeApplication app = new FakeApplication();
    app.get(
        "/yields",
        call -> {
          while (!stop.get()) {
            Thread.yield();
          }
          return Response.text("stopped");
        });
    app.get("/x", call -> Response.text("x"));
    try (Server server = Server.start(app, Mode.LOOP);
        Client yielding = new Client(server.port())) {
      yielding.send("GET /yields HTTP/1.1\r\nHost: a\r\n\r\n");
      for (int i = 0; i < 100; i++) {
        assertThat(server.get("/x")).endsWith("x");
      }
      stop.set(true);
      assertThat(yielding.read()).endsWith("stopped");
    }
  }

  @Test
  void aBlockingCallInsideAClassInitialiserThrowsInsteadOfStoppingTheLoop() throws Exception {
    FakeApplication app = new FakeApplication();
    app.get(
        "/init",
        call -> {
          InitialiserCall.CURRENT.set(call);
          return Response.text(WaitsInItsInitialiser.seen());
        });
    app.get("/x", call -> Response.text("x"));
    try (Server server = Server.start(app, Mode.LOOP);
        Client client = new Client(server.port())) {
      client.send("POST /init HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n");
      assertThat(client.read()).contains("IllegalStateException");
      assertThat(server.get("/x")).endsWith("x");
    }
  }

  /** A class whose initialiser reads the body of a request. */
  private static final class WaitsInItsInitialiser {
    private static final String SEEN = read();

    private WaitsInItsInitialiser() {}

    static String seen() {
      return SEEN;
    }

    private static String read() {
      try {
        byte[] target = new byte[4];
        return "read "
            + requireNonNull(InitialiserCall.CURRENT.get()).incoming().read(target, 0, 4);
      } catch (Exception e) {
        return e.toString();
      }
    }
  }

  /** Hands a request over to the initialiser. */
  private static final class InitialiserCall {
    static final AtomicReference<FakeApplication.Call> CURRENT = new AtomicReference<>();

    private InitialiserCall() {}
  }
}
