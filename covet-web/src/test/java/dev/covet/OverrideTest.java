package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tests put in the place of provided values. */
class OverrideTest {
  /** A database that is real, or not. */
  static final class Db implements AutoCloseable {
    private final String name;
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

  record Users(Db db) {}

  record In(@Context User user, @Context Users users) {
    String text() {
      return user.name() + " in " + users.db().name;
    }
  }

  private final Covet app = Served.app();
  private final List<String> events = new ArrayList<>();
  private final Db fake = new Db("memory");

  private void declare() {
    app.provideOnce(
        Db.class,
        values -> {
          events.add("real");
          return new Db("disk");
        });
    app.provideOnce(Users.class, values -> new Users(values.get(Db.class)));
    app.provide(User.class, req -> new User(req.header("x-user").asString()));
    app.get("/", In.class, In::text);
    app.group("/group", group -> group.get("/", In.class, In::text));
    Covet part = Covet.create();
    part.provide(User.class, req -> new User("part"));
    part.get("/", In.class, In::text);
    app.mount("/part", part);
  }

  @Test
  void aValueStandsForTheOneThatIsProvided() {
    declare();
    app.override(Db.class, fake);
    app.override(User.class, new User("ada"));
    Served served = new Served(app);
    for (String target : List.of("/", "/group/", "/part/")) {
      assertThat(served.whole(target)).isEqualTo("ada in memory");
    }
    assertThat(events).isEmpty();
  }

  @Test
  void aValueBelongsToTheTestAndStaysOpen() {
    app.override(Db.class, fake);
    app.provide(Db.class, req -> new Db("disk"));
    app.get("/", req -> req.provided(Db.class).name);
    app.start((application, config) -> new FakeServer().start(application, config));
    assertThat(new Served(app).whole("/")).isEqualTo("memory");
    app.stop();
    assertThat(fake.closed).isFalse();
  }

  @Test
  void aProviderMayStandForIt() {
    declare();
    app.overrideEach(User.class, req -> new User(req.query("user").asString()));
    Served served = new Served(app);
    assertThat(served.whole("/?user=bob")).isEqualTo("bob in disk");
    assertThat(served.whole("/part/?user=eve")).isEqualTo("eve in disk");
  }
}
