package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * After minutes of clients that come, break off and attack, the server holds nothing of them: no
 * buffer, descriptor or thread. The soak has run beside all other tests of this module, see {@link
 * SoakStart}.
 */
@Order(Integer.MAX_VALUE)
class SoakTest {
  @Test
  void nothingIsKeptOfManyClients() throws Exception {
    Process soak = SoakProcess.start();
    assertThat(soak.waitFor(20, TimeUnit.MINUTES)).as("it ends").isTrue();
    String output = Files.readString(SoakProcess.output());
    assertThat(soak.exitValue()).as(output).isZero();
    assertThat(output)
        .contains("leaked buffers: 0", "file descriptors: ", "platform threads: ")
        .endsWith("soak: passed\n");
  }
}
