package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Request;
import dev.covet.http.RequestEnd;
import dev.covet.spi.RequestObserver;
import dev.covet.spi.ServerObserver;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObservedLoopTest {
  private static final RequestEnd END =
      (RequestEnd)
          Proxy.newProxyInstance(
              RequestEnd.class.getClassLoader(),
              new Class<?>[] {RequestEnd.class},
              (self, method, arguments) -> null);

  private final List<String> told = new ArrayList<>();

  /** Writes down what it hears, and fails afterwards. */
  private final class Failing implements RequestObserver {
    @Override
    public void began() {
      told.add("began");
      throw new IllegalStateException("began");
    }

    @Override
    public void ended(RequestEnd end, @Nullable Request request) {
      told.add("ended " + request);
      throw new IllegalStateException("ended");
    }

    @Override
    public void accepted(boolean served) {
      told.add("accepted " + served);
      throw new IllegalStateException("accepted");
    }

    @Override
    public void fault(String protocol, String kind) {
      told.add(protocol + " " + kind);
      throw new IllegalStateException("fault");
    }
  }

  @Test
  void anObserverThatFailsHurtsNobodyAndIsLoggedOnce() {
    ObservedLoop loop = new ObservedLoop(List.of(new Failing(), new Failing()), null);
    try (LogRecords log = new LogRecords()) {
      loop.began();
      loop.ended(END, null);
      loop.accepted(true);
      loop.fault("http2", "PROTOCOL_ERROR");
      assertThat(log.messages())
          .containsExactly("an observer of requests failed; further failures are not told");
    }
    assertThat(told)
        .containsExactly(
            "began",
            "began",
            "ended null",
            "ended null",
            "accepted true",
            "accepted true",
            "http2 PROTOCOL_ERROR",
            "http2 PROTOCOL_ERROR");
  }

  @Test
  void whoHearsLittleNeedsToSayLittle() {
    RequestObserver quiet = (end, request) -> told.add("ended");
    ObservedLoop loop = new ObservedLoop(List.of(quiet), null);
    loop.began();
    loop.accepted(false);
    loop.fault("tls", "handshake");
    loop.ended(END, null);
    assertThat(told).containsExactly("ended");
  }

  @Test
  void eachLoopHasItsOwnObservers() {
    List<RequestObserver> made = new ArrayList<>();
    List<String> closed = new ArrayList<>();
    Observers observers =
        new Observers(
            List.of(
                new ServerObserver() {
                  @Override
                  public RequestObserver loop() {
                    made.add((end, request) -> {});
                    return made.getLast();
                  }

                  @Override
                  public void close() {
                    closed.add("closed");
                  }
                },
                () -> (end, request) -> {}),
            null);
    assertThat(observers.loops().get()).isNotSameAs(observers.loops().get());
    assertThat(made).hasSize(2);
    observers.close();
    assertThat(closed).hasSize(1);
    assertThat(Observers.NONE.loops()).isNull();
  }
}
