package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ParamTest {
  private enum Colour {
    RED
  }

  private static Param of(String... values) {
    return new Param(ParamSource.QUERY, "p", List.of(values));
  }

  @Test
  void valuesAreConverted() {
    assertThat(of("x", "y").asString()).isEqualTo("x");
    assertThat(of("-7").asInt()).isEqualTo(-7);
    assertThat(of("5000000000").asLong()).isEqualTo(5_000_000_000L);
    assertThat(of("1.5").asDouble()).isEqualTo(1.5);
    assertThat(of("true").asBoolean()).isTrue();
    assertThat(of("false").asBoolean()).isFalse();
    assertThat(of("RED").as(Colour.class)).isEqualTo(Colour.RED);
    assertThat(of("2.50").as(BigDecimal.class)).isEqualTo(new BigDecimal("2.50"));
    assertThat(of("2026-11-24").as(LocalDate.class)).isEqualTo(LocalDate.of(2026, 11, 24));
    assertThat(of("PT3S").as(Duration.class)).isEqualTo(Duration.ofSeconds(3));
    UUID id = UUID.randomUUID();
    assertThat(of(id.toString()).as(UUID.class)).isEqualTo(id);
    assertThat(of("1", "2").list(Integer.class)).containsExactly(1, 2);
    assertThat(of("1").optional(Integer.class)).contains(1);
    assertThat(of("x").optional()).contains("x");
    assertThat(of("x").name()).isEqualTo("p");
    assertThat(of("x").toString()).contains("p");
  }

  @Test
  void absentValuesHaveDefaultsOrAre422() {
    Param absent = of();
    assertThat(absent.isPresent()).isFalse();
    assertThat(absent.or("d")).isEqualTo("d");
    assertThat(absent.or(1)).isEqualTo(1);
    assertThat(absent.or(2L)).isEqualTo(2L);
    assertThat(absent.or(0.5)).isEqualTo(0.5);
    assertThat(absent.or(true)).isTrue();
    assertThat(absent.optional()).isEmpty();
    assertThat(absent.optional(Integer.class)).isEmpty();
    assertThat(absent.list()).isEmpty();
    refused(absent, Param::asString, 422);
    refused(absent, Param::asInt, 422);
    assertThat(of("3").or(1)).isEqualTo(3);
    assertThat(of("3").or(1L)).isEqualTo(3L);
    assertThat(of("3").or(1.0)).isEqualTo(3.0);
    assertThat(of("true").or(false)).isTrue();
    assertThat(of("x").or("d")).isEqualTo("x");
  }

  @Test
  void malformedValuesAre422AndNamed() {
    for (Function<Param, ?> as :
        List.<Function<Param, ?>>of(
            Param::asInt,
            Param::asLong,
            Param::asDouble,
            Param::asBoolean,
            p -> p.or(1),
            p -> p.as(Colour.class),
            p -> p.as(UUID.class),
            p -> p.as(LocalDate.class),
            p -> p.list(Integer.class))) {
      refused(of("no such value"), as, 422);
    }
  }

  @Test
  void typesThatNobodyCanConvertAreAMistakeOfTheApplication() {
    assertThatThrownBy(() -> of("x").as(Thread.class)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(Param param, Function<Param, ?> read, int status) {
    assertThatThrownBy(() -> read.apply(param))
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.status().code()).isEqualTo(status);
              assertThat(e).hasMessageContaining("p");
            });
  }
}
