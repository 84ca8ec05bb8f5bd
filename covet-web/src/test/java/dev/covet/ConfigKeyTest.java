package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeyTest {
  private static Object parse(String key, String text) {
    return ConfigKey.ALL.stream()
        .filter(k -> k.name().equals(key))
        .findFirst()
        .orElseThrow()
        .parse(text);
  }

  @Test
  void namesAreKebabCaseAndUniqueAndEveryDefaultIsAccepted() {
    assertThat(ConfigKey.ALL).extracting(ConfigKey::name).doesNotHaveDuplicates();
    for (ConfigKey key : ConfigKey.ALL) {
      assertThat(key.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
      assertThat(key.meaning()).isNotBlank();
      assertThat(key.values()).isNotBlank();
      assertThat(key.parse(key.standard())).as(key.name()).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "port,0",
    "port,65535",
    "backlog,1",
    "workers,1",
    "workers,1024",
    "body-rate,2147483647",
    "max-headers,10_000"
  })
  void theEndsOfARangeBelongToIt(String key, String text) {
    assertThat(parse(key, text)).isEqualTo(Long.parseLong(text.replace("_", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "port,65536,must be 0 to 65535",
    "port,-1,must be a whole number like 100 or 100_000",
    "backlog,0,must be 1 to 1048576",
    "workers,0,must be 1 to 1024",
    "workers,1025,must be 1 to 1024",
    "max-request-line,63,must be 64 to 1048576",
    "max-request-line,2MiB,must be 64 to 1048576",
    "port,8k,must be a whole number like 100 or 100_000",
    "max-body,9999999999GiB,is too large",
    "mode,prod,'must be one of production, dev'",
    "signals,yes,'must be one of true, false'",
    "transport,kqueue,'must be one of auto, io_uring, epoll, nio'",
    "access-log,apache,'must be one of off, common, combined, json'",
    "access-log-sample,some,'must be a number from 0 to 1, like 0.1'",
    "access-log-sample,1.1,must be 0 to 1",
    "access-log-sample,NaN,must be 0 to 1",
    "metrics-path,metrics,must be a path that begins with a slash",
    "metrics-path,/{a},must be a path that begins with a slash"
  })
  void aWrongValueIsRefusedWithWhatIsAccepted(String key, String text, String reason) {
    assertThatThrownBy(() -> parse(key, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @Test
  void choicesIgnoreCaseAndSpace() {
    assertThat(parse("mode", " DEV ")).isEqualTo("dev");
    assertThat(parse("workers", " Auto ")).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "5,PT5S",
    "30s,PT30S",
    "500ms,PT0.5S",
    "2m,PT2M",
    "1h,PT1H",
    "1d,PT24H",
    "7us,PT0.000007S",
    "9ns,PT0.000000009S",
    " 1_000 MS ,PT1S",
    "0,PT0S"
  })
  void aTimeHasAUnitOrIsInSeconds(String text, Duration time) {
    assertThat(ConfigUnits.duration(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "5,5",
    "5b,5",
    "64KiB,65536",
    "1mib,1048576",
    "2 GiB,2147483648",
    "1kB,1000",
    "1MB,1000000",
    "1GB,1000000000",
    "100_000,100000"
  })
  void aSizeHasAUnitOrIsInBytes(String text, long bytes) {
    assertThat(ConfigUnits.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "-1s", "1.5s", "1 day", "1w", "_1", "1_", "1__0", "1s2", "\u0661"})
  void aMalformedTimeSaysWhatATimeLooksLike(String text) {
    assertThatThrownBy(() -> ConfigUnits.duration(text))
        .hasMessage("must be a time like 30s, 500ms or 2m; a bare number is seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KiB", "-1", "1k", "1s", "1.5MiB", "0x10"})
  void aMalformedSizeSaysWhatASizeLooksLike(String text) {
    assertThatThrownBy(() -> ConfigUnits.bytes(text))
        .hasMessage("must be a size like 1MiB, 64KiB or 4096; a bare number is bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "9999999999999999999999", "106752d"})
  void whatOverflowsIsTooLarge(String text) {
    assertThatThrownBy(() -> ConfigUnits.duration(text)).hasMessage("is too large");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1023,1023", "1024,1KiB", "1536,1536", "1048576,1MiB", "1049600,1025KiB"})
  void aSizeIsShownInTheLargestUnitThatIsExact(long bytes, String shown) {
    assertThat(ConfigUnits.showBytes(bytes)).isEqualTo(shown);
    assertThat(ConfigUnits.bytes(shown)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"PT0S,0s", "PT90S,90s", "PT0.25S,250ms", "PT1.5S,1500ms"})
  void aTimeIsShownInSecondsOrMilliseconds(Duration time, String shown) {
    assertThat(ConfigUnits.show(time)).isEqualTo(shown);
    assertThat(ConfigUnits.duration(shown)).isEqualTo(time);
  }
}
