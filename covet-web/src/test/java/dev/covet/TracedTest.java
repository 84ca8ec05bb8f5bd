package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.spi.Application;
import dev.covet.spi.ServerObserver;
import dev.covet.spi.TracingProvider;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TracedTest {
  private static final Supplier<Application> NOBODY =
      () -> {
        throw new AssertionError("nobody asks");
      };

  @Test
  void tracingWithoutItsModuleStopsTheStartInOneLine() {
    assertThatThrownBy(() -> Traced.of(NOBODY, Optional.empty()))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "can not start: tracing-enabled=true needs the artifact dev.covet:covet-tracing on the"
                + " class path");
    Config config = Config.builder().set("tracing-enabled", true).build();
    assertThatThrownBy(() -> Traced.of(config, NOBODY)).isInstanceOf(StartException.class);
  }

  @Test
  void nothingIsLookedForByDefault() {
    assertThat(Traced.of(Config.defaults(), NOBODY).middleware()).isEmpty();
  }

  @Test
  void theModulesPartsAreTaken() {
    ServerObserver observer = () -> (end, request) -> {};
    Middleware middleware = (request, next) -> next.handle(request);
    TracingProvider provider = application -> new TracingProvider.Tracer(middleware, observer);
    Traced traced = Traced.of(NOBODY, Optional.of(provider));
    assertThat(traced.middleware()).containsExactly(middleware);
    assertThat(traced.observers()).containsExactly(observer);
  }
}
