package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTest {
  @TempDir Path folder;

  @Test
  void whoShowsNoneIsUnknownToTheHandler() throws Exception {
    Config.Builder config =
        HttpsContract.tls("nio", "auto")
            .set("tls-client-auth", "want")
            .set("tls-client-ca", HttpsContract.certificate(folder));
    try (TestServer server =
            TestServer.start(
                config, app -> app.get("/", req -> req.clientCertificate().isPresent()));
        RawConnection one = server.connect();
        Http2Connection two = server.connectHttp2()) {
      assertThat(one.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read().text()).isEqualTo("false");
      assertThat(two.response(two.get("/")).text()).isEqualTo("false");
    }
  }

  @Test
  void filesThatAreNotThereStopTheStart() throws Exception {
    Path missing = folder.resolve("missing.pem");
    for (String key : new String[] {"tls-more-certs", "tls-client-ca"}) {
      Config.Builder config = HttpsContract.tls("nio", "auto").set(key, missing);
      if (key.equals("tls-client-ca")) {
        config.set("tls-client-auth", "need");
      }
      assertThatThrownBy(() -> TestServer.start(config, app -> {}))
          .hasMessageContaining("missing.pem: there is no such file");
    }
    assertThat(Files.exists(missing)).isFalse();
  }
}
