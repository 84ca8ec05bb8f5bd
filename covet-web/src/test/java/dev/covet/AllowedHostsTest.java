package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
  private final AtomicInteger calls = new AtomicInteger();

  private Response<?> serve(FakeIncoming incoming, String... settings) {
    Covet app = Served.app(settings);
    app.use(
        (request, next) -> {
          calls.incrementAndGet();
          return next.handle(request);
        });
    app.error(HttpException.class, (failure, request) -> Response.of(418));
    app.get("/", request -> "served");
    return Exchange.serve(app, incoming);
  }

  private int status(String host, String... settings) {
    return serve(FakeIncoming.get("/").host(host), settings).status().code();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org", "EXAMPLE.org", "example.org:8080", "example.org.", "example.org.:80",
        "a.shop.example", "a.b.shop.example:8443", "[::1]", "[::1]:80", "192.0.2.1:80",
      })
  void allowedHostsAreServed(String host) {
    assertThat(status(host, "allowed-hosts", "example.org, *.Shop.example, [::1], 192.0.2.1"))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "example.org.evil.example",
        "evilexample.org",
        "www.example.org",
        "shop.example",
        ".shop.example",
        "ashop.example",
        "[::2]",
        "::1",
        "192.0.2.2",
        "example.org:80:80",
        "example.org..",
      })
  void otherHostsAreRefusedBeforeAnyCodeOfTheApplication(String host) {
    Response<?> response =
        serve(
            FakeIncoming.get("/").host(host),
            "allowed-hosts",
            "example.org, *.shop.example, [::1], 192.0.2.1");
    assertThat(response.status().code()).isEqualTo(421);
    assertThat(Exchange.text(response)).contains("does not answer for that host");
    assertThat(calls).hasValue(0);
  }

  @Test
  void everyHostIsServedByDefault() {
    assertThat(status("evil.example")).isEqualTo(200);
    assertThat(status("")).isEqualTo(200);
    assertThat(Edge.of(Config.defaults()).hosts()).isNull();
  }

  @Test
  void theModeOfDevelopmentAnswersForThisMachineAlone() {
    for (String host :
        new String[] {"localhost:8080", "a.localhost", "127.0.0.1:80", "[::1]", "192.0.2.9"}) {
      assertThat(status(host, "mode", "dev")).as(host).isEqualTo(200);
    }
    for (String host : new String[] {"rebound.example", "localhost.evil.example", "127.1", ""}) {
      assertThat(status(host, "mode", "dev")).as(host).isEqualTo(421);
    }
    assertThat(status("dev.box", "mode", "dev", "host", "Dev.Box", "dev-remote", "true"))
        .isEqualTo(200);
    assertThat(status("tunnel.example", "mode", "dev", "allowed-hosts", "*")).isEqualTo(200);
    assertThat(status("localhost", "mode", "dev", "allowed-hosts", "a.example")).isEqualTo(421);
  }

  @Test
  void theHostOfATrustedProxyCounts() {
    String[] settings = {
      "allowed-hosts", "shop.example", "trusted-proxies", "10.0.0.0/8", "proxy-headers", "forwarded"
    };
    FakeIncoming good =
        FakeIncoming.get("/").from("10.0.0.1").with("Forwarded", "for=1.1.1.1;host=shop.example");
    assertThat(serve(good, settings).status().code()).isEqualTo(200);
    FakeIncoming other =
        FakeIncoming.get("/")
            .from("10.0.0.1")
            .host("shop.example")
            .with("Forwarded", "for=1.1.1.1;host=evil.example");
    assertThat(serve(other, settings).status().code()).isEqualTo(421);
    FakeIncoming malformed = FakeIncoming.get("/").from("10.0.0.1").with("Forwarded", "for=\"");
    assertThat(serve(malformed, settings).status().code()).isEqualTo(400);
    assertThat(calls).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "example.org:80 ! holds 'example.org:80', which is no host without a port",
        "https://example.org ! which is no host",
        "*.*.example.org ! which is no host",
        "*example.org ! which is no host",
        "example.org. ! which is no host",
        "::1 ! which is no host",
        "a b ! which is no host",
        "*. ! which is no host",
        "*, example.org ! holds * beside others",
      })
  void aMistakeStopsTheStart(String list, String why) {
    assertThatThrownBy(() -> Served.app("allowed-hosts", list))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }
}
