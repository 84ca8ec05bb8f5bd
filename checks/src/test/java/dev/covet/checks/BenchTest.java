package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark application answers as the peers do that it is measured beside. */
class BenchTest {
  private static final String ORDER =
      "{\"customer\":{\"name\":\"Ada\",\"email\":\"ada@example.com\"},\"items\":["
          + "{\"sku\":\"A\",\"qty\":2,\"price\":19.5},{\"sku\":\"B\",\"qty\":1,\"price\":5.25}],\"note\":\"\"}";

  private static ExampleProcess bench;

  @BeforeAll
  static void start() throws Exception {
    bench = ExampleProcess.start("Bench");
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(bench.terminate()).isZero();
  }

  private static String order(String target, String authorization, String body) throws Exception {
    return Tool.run(
            "curl",
            "-si",
            "-H",
            "content-type: application/json",
            "-H",
            "authorization: " + authorization,
            "-H",
            "x-request-id: abc-123",
            "-d",
            body,
            bench.url(target))
        .output();
  }

  @Test
  void plaintextAndJson() throws Exception {
    assertThat(Tool.run("curl", "-s", bench.url("/plaintext")).output()).isEqualTo("Hello, World!");
    assertThat(Tool.run("curl", "-s", bench.url("/json")).output())
        .isEqualTo("{\"message\":\"Hello, World!\"}");
  }

  @Test
  void itKeepsTheContractOfThePeers() throws Exception {
    String port = Integer.toString(URI.create(bench.url("/")).getPort());
    Tool.Result result =
        Tool.run(
            "python3",
            Path.of("..", "benchmarks", "contract.py").toString(),
            port,
            "plaintext",
            "pipelined",
            "json",
            "order",
            "upload",
            "h2c",
            "sockets",
            "events");
    assertThat(result.output().lines())
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).endsWith(": as it should be"));
    assertThat(result.exit()).isZero();
  }

  @Test
  void anOrderIsPriced() throws Exception {
    assertThat(order("/api/orders/42?expand=true&limit=1", "Bearer test", ORDER))
        .startsWith("HTTP/1.1 200 OK")
        .contains("x-request-id: abc-123", "x-response-time: ")
        .contains(
            "{\"id\":42,\"total\":44.25,\"count\":2,\"expand\":true,\"items\":[{\"sku\":\"A\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/orders/42?limit=1000, Bearer test, 2, 422",
    "/api/orders/42?limit=x, Bearer test, 2, 422",
    "/api/orders/x, Bearer test, 2, 404",
    "/api/orders/42, Bearer wrong, 2, 401",
    "/api/orders/42, Bearer test, 0, 422",
    "/api/orders/42, Bearer test, }, 400",
  })
  void mistakesAreNamed(String target, String authorization, String quantity, int status)
      throws Exception {
    assertThat(order(target, authorization, ORDER.replace("\"qty\":2", "\"qty\":" + quantity)))
        .startsWith("HTTP/1.1 " + status)
        .contains("application/problem+json", "x-request-id: abc-123");
  }
}
