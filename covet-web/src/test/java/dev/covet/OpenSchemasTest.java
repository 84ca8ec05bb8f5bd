package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routes of which nobody says what they answer are named at start. */
class OpenSchemasTest {
  private final Covet app = Served.app();

  private static Object anything() {
    return "x";
  }

  private Map<String, String> report() {
    return OpenSchemas.report(new Served(app).application().routes());
  }

  @Test
  void whereAllIsKnownThereIsNoLine() {
    app.get("/known", req -> "x");
    app.get("/said", req -> anything()).returns(String.class);
    app.get("/hidden", req -> anything()).hidden();
    assertThat(report()).isEmpty();
  }

  @Test
  void openOnesAreNamedWithTheRemedy() {
    app.get("/x", req -> anything());
    app.post("/y/{id}", req -> anything());
    assertThat(report())
        .containsExactly(
            Map.entry("open schemas", "GET /x, POST /y/{id} (declare .returns(Type.class))"));
  }

  @Test
  void manyAreCounted() {
    for (int i = 0; i < 11; i++) {
      app.get("/" + i, req -> anything());
    }
    assertThat(report().get("open schemas"))
        .isEqualTo(
            "GET /0, GET /1, GET /2, GET /3, GET /4, GET /5, GET /6, GET /7 and 3 more"
                + " (declare .returns(Type.class))");
  }
}
