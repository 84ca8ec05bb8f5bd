package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.covet.http.Method;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Providers as a part of what routes read; {@link ProviderMistakes} has what they may not be. */
class ProviderPlanTest {
  class Inner {}

  record User(String name) {}

  record Token(String text) {}

  record ByForm(@FormParam String text) {}

  record TokenAndBody(@Context Token token, @FormParam String name) {}

  @Test
  void aFormMayBeSharedByAnInputAndItsProvider() {
    Covet app = Served.app();
    app.provide(Token.class, ByForm.class, in -> new Token(in.text()));
    app.post("/", TokenAndBody.class, in -> in.name() + in.token().text());
    MadeRequest request =
        new MadeRequest("POST", "/")
            .body("application/x-www-form-urlencoded", "name=a&text=b".getBytes());
    assertThat(new Served(app).whole(request)).isEqualTo("ab");
  }

  @Test
  void anInnerClassMayBeProvided() {
    record In(Inner inner) {}
    Covet app = Served.app();
    app.provide(Inner.class, req -> new Inner());
    app.get("/", In.class, in -> in.inner().getClass().getSimpleName());
    assertThat(new Served(app).whole("/")).isEqualTo("Inner");
  }

  @Test
  void whatProvidersReadIsDescribedWithTheRoute() {
    record By(@QueryParam @Nullable String user, @HeaderParam("X-Key") String key) {}
    record In(
        @Context User user, @QueryParam("user") String name, @HeaderParam("x-key") String k) {}
    Covet app = Served.app();
    app.provide(User.class, By.class, by -> new User(by.user()));
    app.get("/", In.class, in -> "bound");
    RouteDescription route = app.assemble().routes().getFirst();
    assertThat(route.method()).isEqualTo(Method.GET);
    assertThat(route.parameters())
        .extracting(Parameter::name, Parameter::in, Parameter::required)
        .containsExactly(
            tuple("user", RouteDescription.In.QUERY, true),
            tuple("X-Key", RouteDescription.In.HEADER, true));
  }
}
