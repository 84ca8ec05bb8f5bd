package dev.covet.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.covet.TypeRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is declared is what is written, so that nothing leaks that a subclass has added. */
class DeclaredTypesTest {
  static class User {
    public String getName() {
      return "ada";
    }
  }

  static class Admin extends User {
    public String getPassword() {
      return "hunter2";
    }
  }

  interface Named {
    @JsonProperty("name")
    String name();
  }

  record Account(String name, String password) implements Named {}

  private static final User ADMIN = new Admin();
  private static final String USER = "{\"name\":\"ada\"}";

  private final JacksonCodec codec = new JacksonCodec();

  private String write(Object value, Type declared) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.write(value, declared, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private String write(Object value, TypeRef<?> declared) throws IOException {
    return write(value, declared.type());
  }

  @Test
  void aSubclassIsWrittenAsTheClassThatIsDeclared() throws Exception {
    assertThat(write(ADMIN, User.class)).isEqualTo(USER);
    assertThat(write(new Account("ada", "hunter2"), Named.class)).isEqualTo(USER);
    assertThat(write(ADMIN, Object.class)).contains("hunter2");
  }

  @Test
  void soAreElements() throws Exception {
    assertThat(write(List.of(ADMIN), new TypeRef<List<User>>() {})).isEqualTo("[" + USER + "]");
    assertThat(write(Set.of(ADMIN), new TypeRef<Collection<User>>() {}))
        .isEqualTo("[" + USER + "]");
    assertThat(write(new ArrayList<>(List.of(ADMIN)), new TypeRef<Iterable<User>>() {}))
        .isEqualTo("[" + USER + "]");
    assertThat(write(new User[] {ADMIN}, User[].class)).isEqualTo("[" + USER + "]");
    assertThat(write(Map.of("a", ADMIN), new TypeRef<Map<String, User>>() {}))
        .isEqualTo("{\"a\":" + USER + "}");
    assertThat(write(Optional.of(ADMIN), new TypeRef<Optional<User>>() {})).isEqualTo(USER);
    assertThat(write(List.of(ADMIN), new TypeRef<List<? extends User>>() {}))
        .isEqualTo("[" + USER + "]");
    assertThat(write(List.of(ADMIN), new TypeRef<List<?>>() {})).contains("hunter2");
    assertThat(write(List.of(ADMIN), List.class)).contains("hunter2");
  }

  record Page<T>(List<T> items, @Nullable T first, int total) {}

  record Team(User lead, List<User> members, Map<String, User> roles, Optional<User> guest) {}

  record Loose(Object lead, List<?> members, Map<String, Object> roles) {}

  @Test
  void soAreComponentsAtAnyDepth() throws Exception {
    Team team = new Team(ADMIN, List.of(ADMIN), Map.of("r", ADMIN), Optional.of(ADMIN));
    String written =
        "{'lead':U,'members':[U],'roles':{'r':U},'guest':U}".replace('\'', '"').replace("U", USER);
    assertThat(write(team, Team.class)).isEqualTo(written);
    assertThat(write(team, Object.class)).isEqualTo(written);
    assertThat(write(Map.of("t", team), Object.class)).doesNotContain("hunter2");
    assertThat(write(new Page<>(List.of(ADMIN), ADMIN, 1), new TypeRef<Page<User>>() {}))
        .isEqualTo("{\"items\":[" + USER + "],\"first\":" + USER + ",\"total\":1}");
  }

  @Test
  void whatDeclaresNothingIsWrittenAsItIs() throws Exception {
    assertThat(write(new Loose(ADMIN, List.of(ADMIN), Map.of("r", ADMIN)), Loose.class))
        .isEqualTo(
            "{'lead':A,'members':[A],'roles':{'r':A}}"
                .replace('\'', '"')
                .replace("A", "{\"name\":\"ada\",\"password\":\"hunter2\"}"));
    assertThat(write(new Page<>(List.of(ADMIN), null, 1), Object.class)).contains("hunter2");
  }

  sealed interface Shape permits Circle, Square, Other {}

  record Circle(int radius) implements Shape {}

  record Square(int side) implements Shape {}

  static non-sealed class Other implements Shape {
    public int getCorners() {
      return 5;
    }
  }

  static final class Secret extends Other {
    public String getPassword() {
      return "hunter2";
    }
  }

  record Drawing(Shape main, List<Shape> shapes) {}

  @Test
  void aSealedTypeStandsForWhatItPermits() throws Exception {
    Drawing drawing = new Drawing(new Circle(1), List.of(new Square(2), new Other(), new Secret()));
    assertThat(write(drawing, Drawing.class))
        .isEqualTo(
            "{'main':{'radius':1},'shapes':[{'side':2},{'corners':5},{'corners':5}]}"
                .replace('\'', '"'));
    assertThat(write(new Circle(1), Shape.class)).isEqualTo("{\"radius\":1}");
    assertThat(write(new Secret(), Shape.class)).isEqualTo("{\"corners\":5}");
  }

  sealed interface Result<T> {
    record Ok<T>(T value) implements Result<T> {}

    record Failed<T>(String why) implements Result<T> {}
  }

  static sealed class Node permits Leaf {
    public List<Node> getChildren() {
      return List.of(new Leaf());
    }
  }

  static final class Leaf extends Node {
    @Override
    public List<Node> getChildren() {
      return List.of();
    }

    public int getWeight() {
      return 3;
    }
  }

  @Test
  void aSealedTypeKeepsItsArgumentsAndMayBeRecursiveOrMadeItself() throws Exception {
    assertThat(write(new Result.Ok<>(ADMIN), new TypeRef<Result<User>>() {}))
        .isEqualTo("{\"value\":" + USER + "}");
    assertThat(write(new Node(), Node.class))
        .isEqualTo("{\"children\":[{\"children\":[],\"weight\":3}]}");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  interface Event {}

  @JsonTypeName("made")
  record Made(int id) implements Event {}

  record Log(Event last, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Event> all) {}

  @Test
  void aTypeWithTypeInfoStandsForItsSubclasses() throws Exception {
    String made = "{\"kind\":\"made\",\"id\":1}";
    assertThat(write(new Made(1), Event.class)).isEqualTo(made);
    assertThat(write(new Log(new Made(1), List.of(new Made(1))), Log.class))
        .isEqualTo("{\"last\":" + made + ",\"all\":[" + made + "]}");
    assertThat(write(new Log(new Made(1), List.of()), Log.class))
        .isEqualTo("{\"last\":" + made + "}");
  }

  interface Area {
    double area();
  }

  record Field(double area) implements Area {}

  record Plan(Area area, Comparable<?> order, Number count, CharSequence name, Object nothing) {}

  record Key(@JsonValue String text) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return text.compareTo(other.text);
    }
  }

  @Test
  void anAbstractTypeWithoutMembersStandsForAnything() throws Exception {
    assertThat(
            write(
                new Plan(new Field(2), new Key("k"), 3, new StringBuilder("n"), new Object()),
                Plan.class))
        .isEqualTo(
            "{'area':{'area':2.0},'order':'k','count':3,'name':'n','nothing':{}}"
                .replace('\'', '"'));
    assertThat(write(LocalDate.of(2026, 1, 2), Comparable.class)).isEqualTo("\"2026-01-02\"");
  }

  record Outer(@JsonUnwrapped User user, @JsonUnwrapped Shape shape) {}

  @Test
  void whatIsUnwrappedIsDeclaredToo() throws Exception {
    assertThat(write(new Outer(ADMIN, new Circle(1)), Outer.class))
        .isEqualTo("{\"name\":\"ada\",\"radius\":1}");
  }

  record Holder(
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable Shape shape,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Comparable<String> text,
      AtomicReference<User> reference) {}

  @Test
  void whatIsEmptyIsLeftOutByTheClassOfTheValue() throws Exception {
    assertThat(write(new Holder(null, "", new AtomicReference<>(ADMIN)), Holder.class))
        .isEqualTo("{\"reference\":" + USER + "}");
    assertThat(write(new Holder(new Circle(1), "a", new AtomicReference<>()), Holder.class))
        .isEqualTo("{\"shape\":{\"radius\":1},\"text\":\"a\",\"reference\":null}");
  }

  @Test
  void aValueOfAnotherTypeThanDeclaredIsRefused() {
    assertThatThrownBy(() -> write("text", User.class)).hasMessageContaining("User");
    Map<String, Integer> wrong = new LinkedHashMap<>(Map.of("a", 1));
    assertThatThrownBy(() -> write(wrong, new TypeRef<List<User>>() {}))
        .hasMessageContaining("List");
  }

  @Test
  void primitivesAndTextsAreWrittenAsEver() throws Exception {
    assertThat(write(7, int.class)).isEqualTo("7");
    assertThat(write(true, Boolean.class)).isEqualTo("true");
    assertThat(write("a", String.class)).isEqualTo("\"a\"");
  }
}
