package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTableTest {
  @TempDir Path folder;

  record Find(String q) {}

  @Test
  void eachRouteHasALine() throws Exception {
    Covet app = Covet.create(Config.defaults());
    app.get("/", req -> "hello").name("home").summary("Says hello").deprecated();
    app.group("/api", api -> api.get("/find", Find.class, in -> in.q()).onLoop());
    app.post("/secret", req -> "").hidden().offload();
    Path output = folder.resolve("output");

    assertThat(Tools.run("routes", output.toString(), app.assemble())).isTrue();

    assertThat(Files.readString(output).replaceAll("java:\\d+", "java:1").replaceAll(" +", " "))
        .isEqualTo(
            """
            METHOD PATTERN STYLE RUNS NAME DECLARED SUMMARY
            GET / lambda auto home RouteTableTest.java:1 deprecated; Says hello
            POST /secret lambda offload - RouteTableTest.java:1 hidden
            GET /api/find typed loop - RouteTableTest.java:1
            """);
  }

  @Test
  void columnsAreAsWideAsTheirLongestCell() throws Exception {
    Covet app = Covet.create(Config.defaults());
    app.get("/", req -> "");
    app.get("/a/long/pattern", req -> "");
    Path output = folder.resolve("output");

    Tools.run("routes", output.toString(), app.assemble());

    assertThat(Files.readString(output).lines().map(line -> line.indexOf("lambda")))
        .containsExactly(-1, 25, 25);
  }
}
