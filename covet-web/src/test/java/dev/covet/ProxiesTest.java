package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final String TRUSTED = "10.0.0.0/8, 2001:db8:aaaa::/48";
  private static final String PROXY = "10.0.0.1";
  private static final String ALL_FOUR =
      "x-forwarded-for, x-forwarded-proto, x-forwarded-host, x-forwarded-port";

  private static Covet app(String headers) {
    return Served.app("trusted-proxies", TRUSTED, "proxy-headers", headers);
  }

  /** Who the client is, as {@code address scheme host}; or the status of a refusal. */
  private static String client(Covet app, FakeIncoming incoming) {
    app.get(
        "/",
        request -> {
          InetSocketAddress remote = (InetSocketAddress) request.remote();
          String address =
              remote.isUnresolved() ? remote.getHostString() : remote.getAddress().getHostAddress();
          return address + " " + request.scheme() + " " + request.host();
        });
    Response<?> response = Exchange.serve(app, incoming);
    return response.status().code() == 200
        ? Exchange.text(response)
        : response.status().code() + " " + Exchange.text(response);
  }

  private static FakeIncoming from(String peer, String name, String lines) {
    FakeIncoming incoming = FakeIncoming.get("/").from(peer);
    for (String line : lines.split("\\|")) {
      incoming.with(name, line.strip());
    }
    return incoming;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "for=192.0.2.60 ! 192.0.2.60 http example.org:8080",
        "For=192.0.2.60;Proto=HTTPS;By=10.0.0.1;Host=shop.example ! 192.0.2.60 https shop.example",
        "for=192.0.2.60; proto=https , ! 192.0.2.60 https example.org:8080",
        "for=\"[2001:db8::17]:4711\" ! 2001:db8:0:0:0:0:0:17 http example.org:8080",
        "for=\"192.0.2.60:4711\";host=\"shop.example:8443\" ! 192.0.2.60 http shop.example:8443",
        "for=\"[::ffff:192.0.2.60]\" ! 192.0.2.60 http example.org:8080",
        "for=\"\\1\\9\\2.0.2.60\" ! 192.0.2.60 http example.org:8080",
        "for=192.0.2.60;proto=wss ! 192.0.2.60 https example.org:8080",
        "for=192.0.2.60;secret=\"a,b;c\" ! 192.0.2.60 http example.org:8080",
        "for=unknown;proto=https ! unknown https example.org:8080",
        "for=_hidden ! _hidden http example.org:8080",
        // right to left, the first that is not trusted
        "for=1.1.1.1, for=192.0.2.60 ! 192.0.2.60 http example.org:8080",
        "for=1.1.1.1, for=192.0.2.60, for=10.2.2.2 ! 192.0.2.60 http example.org:8080",
        "for=1.1.1.1 | for=192.0.2.60, for=10.2.2.2 ! 192.0.2.60 http example.org:8080",
        "for=192.0.2.60;proto=https;host=a, for=10.2.2.2;proto=http ! 192.0.2.60 https a",
        "for=192.0.2.60;proto=https, for=10.2.2.2;proto=http;host=b ! 192.0.2.60 https b",
        "for=10.3.3.3, for=10.2.2.2 ! 10.3.3.3 http example.org:8080",
        "for=1.1.1.1, for=unknown, for=10.2.2.2 ! unknown http example.org:8080",
        "for=192.0.2.60, for=\"[2001:db8:aaaa::1]\" ! 192.0.2.60 http example.org:8080",
        // a proxy that does not say from whom is the last that is known
        "for=1.1.1.1, proto=https ! 10.0.0.1 https example.org:8080",
        "for=1.1.1.1, proto=https, for=10.2.2.2 ! 10.2.2.2 https example.org:8080",
        ", ! 10.0.0.1 http example.org:8080",
        // what a client has broken behind a line of the proxy is not read
        "for=\" | for=192.0.2.60 ! 192.0.2.60 http example.org:8080",
      })
  void forwardedIsReadFromRightToLeft(String lines, String client) {
    assertThat(client(app("forwarded"), from(PROXY, "Forwarded", lines))).isEqualTo(client);
  }

  /** An open quote must not swallow what the proxy says, or its address would be the client's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "for=\", for=192.0.2.60 ! leaves a quote open",
        "x=\"\\ ! leaves a quote open",
        "for=192.0.2.60:80 ! is not of the form",
        "for=[::1] ! is not of the form",
        "for=\"::1\" ! holds a node that is no address",
        "for=\"\" ! holds a node that is no address",
        "for=localhost ! holds a node that is no address",
        "for=127.1 ! holds a node that is no address",
        "by=\"a b\";for=192.0.2.60 ! holds a node that is no address",
        "for=192.0.2.60;for=192.0.2.61 ! names 'for' twice",
        "for=192.0.2.60;proto=ftp ! names a scheme other than",
        "for=192.0.2.60;host=\"a/b\" ! names a host that is none",
        "for=192.0.2.60;host=\"\" ! names a host that is none",
        "for ! is not of the form",
        "for= ! is not of the form",
        "for =192.0.2.60 ! is not of the form",
        "for= 192.0.2.60 ! is not of the form",
        "=192.0.2.60 ! is not of the form",
        "for=192.0.2.60 proto=https ! is not of the form",
        "for=192.0.2.60, \u00e4 ! is not of the form",
        "for=1.1.1.1, for=\", for=10.2.2.2 ! leaves a quote open",
      })
  void aMalformedForwardedIs400(String line, String why) {
    assertThat(client(app("forwarded"), from(PROXY, "Forwarded", line)))
        .startsWith("400 ")
        .contains("the field Forwarded " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "192.0.2.60 ! 192.0.2.60",
        "192.0.2.60:4711 ! 192.0.2.60",
        "2001:db8::17 ! 2001:db8:0:0:0:0:0:17",
        "[2001:db8::17]:80 ! 2001:db8:0:0:0:0:0:17",
        "unknown ! unknown",
        "1.1.1.1, 192.0.2.60 ! 192.0.2.60",
        "1.1.1.1, 192.0.2.60, 10.2.2.2 ! 192.0.2.60",
        "1.1.1.1, 192.0.2.60 | 10.2.2.2 ! 192.0.2.60",
        "garbage<>, 192.0.2.60,, 10.2.2.2 , ! 192.0.2.60",
        "10.3.3.3, 10.2.2.2 ! 10.3.3.3",
        "1.1.1.1, unknown, 10.2.2.2 ! unknown",
        ", ! 10.0.0.1",
      })
  void xForwardedForIsReadFromRightToLeft(String lines, String address) {
    assertThat(client(app("x-forwarded-for"), from(PROXY, "X-Forwarded-For", lines)))
        .isEqualTo(address + " http example.org:8080");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "X-Forwarded-For ! 192.0.2.60, garbage ! holds a node that is no address",
        "X-Forwarded-For ! 192.0.2.60, garbage, 10.2.2.2 ! holds a node that is no address",
        "X-Forwarded-Proto ! gopher ! names a scheme other than http and https",
        "X-Forwarded-Host ! a/b ! names a host that is none",
        "X-Forwarded-Host ! user@a ! names a host that is none",
        "X-Forwarded-Port ! 0 ! is no port",
        "X-Forwarded-Port ! 65536 ! is no port",
        "X-Forwarded-Port ! -1 ! is no port",
      })
  void aMalformedFieldOfTheProxyIs400(String field, String value, String why) {
    assertThat(client(app(ALL_FOUR), from(PROXY, field, value)))
        .startsWith("400 ")
        .contains("the field " + field + " " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      nullValues = "-",
      value = {
        "192.0.2.60 ! https ! - ! - ! https example.org:8080",
        "192.0.2.60 ! https ! shop.example ! - ! https shop.example",
        "192.0.2.60 ! https ! shop.example ! 443 ! https shop.example",
        "192.0.2.60 ! http ! shop.example ! 443 ! http shop.example:443",
        "192.0.2.60 ! https ! shop.example ! 8443 ! https shop.example:8443",
        "192.0.2.60 ! https ! shop.example:99 ! 8443 ! https shop.example:99",
        "192.0.2.60 ! https ! [::1] ! 8443 ! https [::1]:8443",
        "192.0.2.60 ! - ! - ! 80 ! http example.org",
        "192.0.2.60 ! - ! - ! 81 ! http example.org:81",
        // the client's own values stand at the left of the proxy's
        "192.0.2.60 ! https, http ! evil.example, shop.example ! - ! http shop.example",
        // as many hops as there are proxies
        "192.0.2.60, 10.2.2.2 ! https, http ! shop.example, inner ! - ! https shop.example",
        "1.1.1.1, 192.0.2.60, 10.2.2.2 ! http, https, http ! a, b, c ! - ! https b",
        // a proxy that writes over what it gets
        "192.0.2.60, 10.2.2.2 ! https ! shop.example ! - ! https shop.example",
        "- ! https ! shop.example ! - ! https shop.example",
      })
  void theOtherFieldsAreThoseOfTheSameHop(
      String addresses, String proto, String host, String port, String expected) {
    FakeIncoming incoming = FakeIncoming.get("/").from(PROXY);
    with(incoming, "X-Forwarded-For", addresses);
    with(incoming, "X-Forwarded-Proto", proto);
    with(incoming, "X-Forwarded-Host", host);
    with(incoming, "X-Forwarded-Port", port);
    assertThat(client(app(ALL_FOUR), incoming))
        .isEqualTo((addresses == null ? PROXY : "192.0.2.60") + " " + expected);
  }

  private static void with(FakeIncoming incoming, String name, String value) {
    if (value != null) {
      incoming.with(name, value);
    }
  }

  @Test
  void fieldsThatAreNotConfiguredAreTheClientsOwn() {
    FakeIncoming incoming =
        FakeIncoming.get("/")
            .from(PROXY)
            .with("Forwarded", "for=1.1.1.1;host=evil.example")
            .with("X-Forwarded-For", "192.0.2.60")
            .with("X-Forwarded-Proto", "https")
            .with("X-Forwarded-Host", "evil.example")
            .with("X-Forwarded-Port", "99");
    assertThat(client(app("x-forwarded-for"), incoming))
        .isEqualTo("192.0.2.60 http example.org:8080");
    assertThat(client(app("x-forwarded-for, x-forwarded-proto"), incoming))
        .isEqualTo("192.0.2.60 https example.org:8080");
    assertThat(client(app("forwarded"), incoming)).isEqualTo("1.1.1.1 http evil.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.9", "11.0.0.1", "2001:db8:aaab::1", "::1"})
  void nobodyElseIsBelieved(String peer) {
    FakeIncoming incoming =
        FakeIncoming.get("/")
            .from(peer)
            .with("Forwarded", "for=1.1.1.1;host=evil.example;proto=https")
            .with("X-Forwarded-For", "\"");
    String own = incoming.remote().toString().substring(1).replaceFirst(":50000$", "");
    assertThat(client(app("forwarded"), incoming))
        .isEqualTo(own.replaceAll("[\\[\\]]", "") + " http example.org:8080");
  }

  @Test
  void aPeerWithoutAnAddressIsNoProxy() {
    assertThat(client(app("forwarded"), FakeIncoming.get("/").with("Forwarded", "for=1.1.1.1")))
        .isEqualTo("client http example.org:8080");
  }

  @Test
  void withoutProxiesNothingStandsBetweenTheEngineAndTheApplication() {
    AtomicReference<Object> seen = new AtomicReference<>();
    Covet app = Covet.create(Config.defaults());
    app.get("/", request -> seen.getAndSet(request.incoming()));
    FakeIncoming incoming = FakeIncoming.get("/").from(PROXY).with("Forwarded", "for=1.1.1.1");
    Exchange.serve(app, incoming);
    assertThat(seen.get()).isSameAs(incoming);
  }

  @Test
  void noFieldIsReadBeforeItIsAskedFor() {
    Covet app = app("forwarded");
    app.get("/", request -> request.header("Forwarded").asString() + request.headers().size());
    assertThat(Exchange.text(Exchange.serve(app, from(PROXY, "Forwarded", "\"")))).isEqualTo("\"1");
  }

  @Test
  void theUrlIsTheClients() {
    Covet app = app("forwarded");
    app.post(
        "/a",
        request ->
            request.url()
                + " "
                + request.body().text()
                + request.version()
                + request.local()
                + request.clientCertificate().isPresent()
                + request.query("b").asString());
    FakeIncoming incoming =
        FakeIncoming.post("/a?b=c")
            .body("text/plain", "body ")
            .from(PROXY)
            .with("Forwarded", "for=192.0.2.60;proto=https;host=shop.example");
    assertThat(Exchange.text(Exchange.serve(app, incoming)))
        .isEqualTo("https://shop.example/a?b=c body HTTP/1.1" + FakeIncoming.LOCAL + "falsec");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "trusted-proxies=10.0.0.0/8 ! but not how they tell who the client is: set proxy-headers",
        "proxy-headers=forwarded ! are believed of trusted-proxies alone: name them",
        "proxy-protocol=required ! are believed of trusted-proxies alone: name them",
        "proxy-protocol=v1 ! must be one of off, required",
        "trusted-proxies=10.0.0.1/8 ! the block is 10.0.0.0/8",
        "trusted-proxies=proxy.example ! which is no address or block",
        "proxy-headers=forwarded,x-forwarded-for ! must be off, forwarded alone, or some of",
        "proxy-headers=x-real-ip ! must be off, forwarded alone, or some of",
        "proxy-headers= ! must be off, forwarded alone, or some of",
      })
  void whatDoesNotGoTogetherStopsTheStart(String setting, String why) {
    int equals = setting.indexOf('=');
    assertThatThrownBy(
            () -> Served.app(setting.substring(0, equals), setting.substring(equals + 1)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void trustInEverybodyIsReportedAsRisky() {
    Config config =
        Config.builder()
            .set("trusted-proxies", "0.0.0.0/0")
            .set("proxy-headers", "forwarded")
            .build();
    assertThat(config.report().get("risky")).contains("any client may choose its own address");
    assertThat(Config.defaults().report()).doesNotContainKey("risky");
  }
}
