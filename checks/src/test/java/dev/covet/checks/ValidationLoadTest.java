package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application without constraints does not pay for a validator. */
class ValidationLoadTest {
  @TempDir Path folder;

  @Test
  void withoutConstraintsNoValidatorIsLoaded() throws Exception {
    Path loaded = folder.resolve("classes.log");
    List<String> log = List.of("-Xlog:class+load:file=" + loaded);
    try (ExampleProcess server =
        ExampleProcess.start(log, TypedWithoutConstraints.class.getName())) {
      try (Connection connection = new Connection(URI.create(server.url("/")).getPort())) {
        connection.send(
            "PUT /items/1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 25\r\n\r\n{\"sku\":\"a\",\"quantity\":12}");
        assertThat(connection.read()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\na");
      }
      assertThat(server.terminate()).isZero();
    }
    assertThat(Files.readString(loaded))
        .contains("dev.covet.ConstraintScan ")
        .doesNotContain("org.hibernate", "jakarta.validation", "dev.covet.validation");
  }
}
