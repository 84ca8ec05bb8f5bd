package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.spi.RouteDescription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole forms as records. */
class FormParamsTest {
  private final Covet app = Served.app();

  record Address(String city, @Default("DE") String country) {}

  @FormParams
  record Account(String name, List<String> tag, @FormParam("max-age") int age, Address address) {}

  record Register(@PathParam String shop, Account account) {}

  record Plain(int a, @Nullable Integer b) {}

  record One(@FormParams Plain plain, @QueryParam int a) {}

  record Perhaps(@FormParams Optional<Plain> plain) {}

  private String post(String target, String form) {
    return Served.text(
        new Served(app)
            .send(new MadeRequest("POST", target).body("application/x-www-form-urlencoded", form)));
  }

  @Test
  void componentsHaveTheirOwnNames() {
    app.post("/{shop}", Register.class, Register::toString);
    assertThat(post("/a", "name=N%C3%B6&tag=x&tag=y&max-age=7&address.city=Ulm"))
        .isEqualTo(
            "Register[shop=a, account=Account[name=N\u00f6, tag=[x, y], age=7,"
                + " address=Address[city=Ulm, country=DE]]]");
    assertThat(post("/a", "name=x&max-age=old"))
        .contains(
            "\"parameter\":\"max-age\",\"in\":\"form\",\"message\":\"must be a whole number, not",
            "\"parameter\":\"address.city\",\"in\":\"form\"",
            "1 of 2 mistakes");
  }

  @FormParams
  record Whole(
      String shop,
      String name,
      Optional<Integer> age,
      Optional<Address> address,
      @QueryParam @Default("1") int page) {}

  @Test
  void theInputItselfMayBeAForm() {
    app.post("/{shop}", Whole.class, Whole::toString);
    assertThat(post("/a?name=query&page=2", "name=form&age=7&page=9&address.city=Ulm"))
        .isEqualTo(
            "Whole[shop=a, name=form, age=Optional[7], address=Optional[Address[city=Ulm,"
                + " country=DE]], page=2]");
    assertThat(post("/a?name=query", "age=7"))
        .contains("\"parameter\":\"name\",\"in\":\"form\",\"message\":\"is missing\"");
  }

  @Test
  void aComponentMayAskForIt() {
    app.post("/", One.class, One::toString);
    assertThat(post("/?a=3", "a=1&b=2")).isEqualTo("One[plain=Plain[a=1, b=2], a=3]");
  }

  @ParameterizedTest
  @CsvSource({"a=1,Optional[Plain[a=1; b=null]]", "c=1,Optional.empty"})
  void allOfItMayBeAbsent(String form, String bound) {
    app.post("/", Perhaps.class, Perhaps::toString);
    assertThat(post("/", form)).isEqualTo("Perhaps[plain=" + bound.replace(';', ',') + "]");
  }

  @Test
  void anotherBodyIsRefused() {
    app.post("/", One.class, One::toString);
    assertThat(
            Served.text(
                new Served(app)
                    .send(new MadeRequest("POST", "/?a=1").body("application/json", "{\"a\":1}"))))
        .contains("\"status\":415", "application/x-www-form-urlencoded");
  }

  @Test
  void itsFieldsAreDescribed() {
    app.post("/{shop}", Register.class, Register::toString);
    RouteDescription route = app.assemble().routes().getFirst();
    assertThat(route.body()).isNotNull();
    assertThat(route.body().fields())
        .extracting(RouteDescription.Parameter::name)
        .containsExactly("name", "tag", "max-age", "address.city", "address.country");
  }

  @QueryParams
  record Filter(int a) {}

  record Mixed(@FormParams FilterWithin inner) {}

  record FilterWithin(Filter filter) {}

  record Twice(@FormParams Plain plain, @FormParam int a) {}

  record NoRecord(@FormParams int a) {}

  record AndBody(@FormParams Plain plain, @Body String text) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mixed|FilterWithin.filter: it stands in a record that is read from the form",
        "Twice|Twice.a: the form parameter 'a' is read by dev.covet.FormParamsTest.Plain.a already;"
            + " rename one of them with @FormParam",
        "NoRecord|NoRecord.a: it has @FormParams and is no record; use @FormParam for a single",
        "AndBody|AndBody.text: the body is read already by plain"
      })
  void aWrongDeclarationStopsTheStart(String input, String message) throws Exception {
    declare(Class.forName("dev.covet.FormParamsTest$" + input));
    assertThatThrownBy(app::assemble).hasMessageContaining(message);
  }

  private <T> void declare(Class<T> input) {
    app.post("/", input, in -> "never");
  }
}
