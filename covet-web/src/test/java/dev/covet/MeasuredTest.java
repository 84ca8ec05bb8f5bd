package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.spi.Application;
import dev.covet.spi.MetricsProvider;
import dev.covet.spi.ServerObserver;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static final Supplier<Application> NOBODY =
      () -> {
        throw new AssertionError("nobody asks");
      };

  @Test
  void metricsWithoutTheirModuleStopTheStartInOneLine() {
    Config config = Config.builder().set("metrics-enabled", true).build();
    assertThatThrownBy(() -> Measured.of(config, NOBODY, Optional.empty()))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "can not start: metrics-enabled=true needs the artifact dev.covet:covet-metrics on the"
                + " class path");
  }

  @Test
  void nothingIsLookedForByDefault() {
    Measured none = Measured.of(Config.builder().build(), NOBODY);
    assertThat(none.routes()).isEmpty();
    assertThat(none.observers()).isEmpty();
  }

  @Test
  void theModuleDeclaresItsRouteWhereItIsAsked() {
    ServerObserver observer = () -> (end, request) -> {};
    MetricsProvider provider =
        (routes, path, application) -> {
          routes.get(path, req -> "numbers");
          return observer;
        };
    Config config =
        Config.builder().set("metrics-enabled", true).set("metrics-path", "/numbers").build();
    Measured measured = Measured.of(config, NOBODY, Optional.of(provider));
    assertThat(measured.routes())
        .singleElement()
        .satisfies(route -> assertThat(route.path()).hasToString("/numbers"));
    assertThat(measured.observers()).containsExactly(observer);
  }
}
