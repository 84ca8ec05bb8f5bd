package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is said about an input when the application starts; its mistakes are golden files. */
class BindingPlanTest {
  record NoName(@PathParam String name) {}

  @Test
  void theMessageNamesTheLineOfTheRoute() {
    Covet app = Served.app();
    int line = Thread.currentThread().getStackTrace()[1].getLineNumber() + 1;
    app.get("/", String.class, in -> "bound");

    IllegalStateException failure =
        catchThrowableOfType(IllegalStateException.class, app::assemble);

    assertThat(failure).hasMessageStartingWith("GET / (BindingPlanTest.java:" + line + "): ");
  }

  @Test
  void aPatternOfGroupsIsNamedAsAWhole() {
    Covet app = Served.app();
    app.group("/a/{id}", g -> g.get("/b", NoName.class, in -> "bound"));

    IllegalStateException failure =
        catchThrowableOfType(IllegalStateException.class, app::assemble);

    assertThat(failure).hasMessageStartingWith("GET /a/{id}/b (").hasMessageContaining("only [id]");
  }

  @Test
  void typedPatternsFitTheirTypes() {
    record Good(
        @PathParam("a") long number, @PathParam("b") UUID key, @PathParam("c") String text) {}

    Covet app = Served.app();
    app.get("/{a:int}/{b:uuid}/{c:long}", Good.class, Good::toString);

    String target = "/1/7ab1e0f6-1c2b-4c3d-9e8f-000000000001/2";
    assertThat(Served.text(new Served(app).get(target)))
        .isEqualTo("Good[number=1, key=7ab1e0f6-1c2b-4c3d-9e8f-000000000001, text=2]");
  }
}
