package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Values of types that nobody provides and a container may have. */
class SuppliedTest {
  /** A container with objects by their classes. */
  private static final class Container implements InstanceSource {
    final List<Class<?>> asked = new ArrayList<>();
    private final Map<Class<?>, Object> objects = new HashMap<>();

    Container(Object... all) {
      for (Object object : all) {
        objects.put(object.getClass(), object);
      }
    }

    @Override
    public <T> T get(Class<T> type) {
      asked.add(type);
      return type.cast(objects.get(type));
    }
  }

  private static final class Db implements AutoCloseable {
    final String name;
    boolean closed;

    Db(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  record User(String name) {}

  record In(@Context Db db) {}

  record Login(@Context Db db, @HeaderParam String user) {}

  record Mine(@Context User user) {}

  private final Covet app = Served.app();
  private final Db db = new Db("contained");
  private final Container container = new Container(db);

  @Test
  void handlersAndProvidersGetThemAndTheContainerIsAskedOnceForEach() {
    app.instances(container);
    app.provide(User.class, Login.class, in -> new User(in.user() + " of " + in.db().name));
    app.get("/typed", In.class, in -> in.db().name);
    app.get("/mine", Mine.class, in -> in.user().name());
    app.get("/lambda", req -> req.provided(Db.class).name);
    assertThat(container.asked).isEmpty();
    Served served = new Served(app);
    assertThat(served.whole("/typed")).isEqualTo("contained");
    assertThat(served.whole("/lambda")).isEqualTo("contained");
    assertThat(served.whole(new MadeRequest("GET", "/mine").header("user", "ada")))
        .isEqualTo("ada of contained");
    assertThat(container.asked).containsExactly(Db.class);
  }

  @Test
  void valuesOfTheApplicationGetThem() {
    app.instances(container);
    app.provideOnce(User.class, values -> new User(values.get(Db.class).name));
    app.get("/", req -> req.provided(User.class).name());
    assertThat(new Served(app).whole("/")).isEqualTo("contained");
  }

  @Test
  void whatIsProvidedCountsMore() {
    app.instances(container);
    app.provide(Db.class, req -> new Db("own"));
    app.get("/", In.class, in -> in.db().name);
    assertThat(new Served(app).whole("/")).isEqualTo("own");
    assertThat(container.asked).isEmpty();
  }

  @Test
  void theContainerClosesItsOwn() {
    app.instances(container);
    app.provide(AutoCloseable.class, req -> req.provided(Db.class));
    app.provideOnce(Object.class, values -> values.get(Db.class));
    app.get("/", req -> "" + (req.provided(AutoCloseable.class) == req.provided(Object.class)));
    assertThat(new Served(app).whole("/")).isEqualTo("true");
    app.start(new FakeServer());
    app.stop();
    assertThat(db.closed).isFalse();
  }

  @Test
  void aPartMayHaveAContainerOfItsOwn() {
    Covet part = Covet.create();
    part.instances(new Container(new Db("inner")));
    part.get("/", In.class, in -> in.db().name);
    app.instances(container);
    app.group("/group", group -> group.get("/", In.class, in -> in.db().name));
    app.mount("/part", part);
    Served served = new Served(app);
    assertThat(served.whole("/group/")).isEqualTo("contained");
    assertThat(served.whole("/part/")).isEqualTo("inner");
  }

  @Test
  void aTestOverridesThem() {
    app.instances(container);
    app.override(Db.class, new Db("fake"));
    app.get("/", In.class, in -> in.db().name);
    assertThat(new Served(app).whole("/")).isEqualTo("fake");
    assertThat(container.asked).isEmpty();
  }

  @Test
  void aLambdaThatAsksForWhatNobodyHasIsTold() {
    app.instances(container);
    app.get("/", req -> req.provided(User.class));
    try (LogCapture log = new LogCapture()) {
      assertThat(new Served(app).whole("/")).contains("\"status\":500");
      assertThat(log.from(Level.SEVERE).getFirst().getThrown())
          .hasMessageStartingWith("GET /: nobody provides dev.covet.SuppliedTest.User");
    }
  }
}
