package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * After minutes of clients that come, break off and attack, the server holds nothing of them: no
 * buffer, descriptor or thread. The soak has run beside all other tests of this module, see {@link
 * SoakStart}.
 */
class SoakTest {
  @Test
  void nothingIsKeptOfManyClients() throws Exception {
    Optional<ProcessHandle> soak = SoakProcess.find();
    if (soak.isPresent()) {
      soak.get().onExit().get(20, TimeUnit.MINUTES);
    }
    String output = Files.readString(SoakProcess.output());
    assertThat(output)
        .contains("leaked buffers: 0", "file descriptors: ", "platform threads: ")
        .endsWith("soak: passed\n");
  }
}
