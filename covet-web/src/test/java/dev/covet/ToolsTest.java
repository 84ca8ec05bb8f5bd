package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.spi.Application;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
  @TempDir Path folder;

  private final Covet app = Covet.create(Config.defaults());

  private Application application() {
    app.get("/a", req -> "");
    app.get("/b", req -> "");
    return app.assemble();
  }

  @Test
  void whatAToolSaysGoesIntoItsFile() throws Exception {
    Path output = folder.resolve("output");
    assertThat(Tools.run("count", output.toString(), application())).isTrue();
    assertThat(output).hasContent("2 routes");
  }

  @Test
  void withoutAToolTheApplicationIsServed() throws Exception {
    assertThat(Tools.run(null, "file", application())).isFalse();
    assertThat(Tools.run("count", null, app.assemble())).isFalse();
  }

  @Test
  void aToolThatIsNotThereStopsTheStart() {
    assertThatThrownBy(() -> Tools.run("draw", "file", application()))
        .isInstanceOf(StartException.class)
        .hasMessage("can not start: no tool 'draw' on the class path: depend on dev.covet:covet");
  }
}
