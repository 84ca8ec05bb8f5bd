package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.covet.spi.Application;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Values that an application has once. */
class OnceProviderTest {
  static class Closing implements AutoCloseable {
    private final List<String> events;

    Closing(List<String> events) {
      this.events = events;
      events.add("open " + this);
    }

    @Override
    public void close() throws Exception {
      events.add("close " + this);
    }

    @Override
    public String toString() {
      return getClass().getSimpleName();
    }
  }

  static class Db extends Closing {
    Db(List<String> events) {
      super(events);
    }
  }

  static class Users extends Closing {
    Users(List<String> events, Db db) {
      super(events);
      events.add("with " + db);
    }
  }

  static class Broken extends Closing {
    Broken(List<String> events) {
      super(events);
    }

    @Override
    public void close() throws Exception {
      super.close();
      throw new IOException("can not be closed");
    }
  }

  record In(Users users, @Context Request request) {}

  record User(String name) {}

  private final Covet app = Served.app();
  private final List<String> events = new ArrayList<>();
  private Application application;

  private void start() {
    app.start(
        (started, config) -> {
          application = started;
          events.add("serve");
          return new FakeServer().start(started, config);
        });
  }

  private String failure() {
    IllegalStateException failure = catchThrowableOfType(IllegalStateException.class, this::start);
    assertThat(failure).as("the application started").isNotNull();
    return failure.getMessage().replaceAll("\\.java:[0-9]+", "").replace(HERE, "");
  }

  private static final String HERE = "dev.covet.OnceProviderTest.";

  @Test
  void theyAreMadeAtStartInOrderOfNeedAndClosedAtStopInReverse() {
    app.onStart(() -> events.add("start hook"));
    app.onStop(() -> events.add("stop hook"));
    app.provideOnce(Users.class, values -> new Users(events, values.get(Db.class)));
    app.provideOnce(Db.class, values -> new Db(events));
    start();
    app.stop();
    assertThat(events)
        .containsExactly(
            "open Db",
            "open Users",
            "with Db",
            "start hook",
            "serve",
            "stop hook",
            "close Users",
            "close Db");
  }

  @Test
  void handlersShareThem() {
    app.provideOnce(Db.class, values -> new Db(events));
    app.provideOnce(Users.class, values -> new Users(events, values.get(Db.class)));
    app.get("/typed", In.class, in -> in.users() + "" + in.request().provided(Db.class));
    app.get("/lambda", req -> "" + req.provided(Users.class));
    start();
    for (String target : List.of("/typed", "/lambda")) {
      Request request = application.accept(new MadeRequest("GET", target));
      assertThat(Served.text(application.handle(request, Served.CALLS))).startsWith("Users");
      assertThat(application.after(request)).isEmpty();
    }
    app.stop();
    assertThat(events).containsOnlyOnce("open Db", "open Users");
  }

  @Test
  void thoseOfPartsAndGroupsNeedWhatIsAroundThem() {
    app.provideOnce(User.class, values -> new User("outer"));
    app.provideOnce(Db.class, values -> new Db(note("Db of " + values.get(User.class).name())));
    Covet part = Covet.create();
    part.provideOnce(User.class, values -> new User("inner"));
    part.provideOnce(
        Users.class,
        values -> new Users(note("Users of " + values.get(User.class)), values.get(Db.class)));
    app.mount("/part", part);
    start();
    app.stop();
    assertThat(events)
        .containsExactly(
            "Db of outer",
            "open Db",
            "Users of User[name=inner]",
            "open Users",
            "with Db",
            "serve",
            "close Users",
            "close Db");
  }

  private List<String> note(String event) {
    events.add(event);
    return events;
  }

  @Test
  void aSecondNameIsNotClosedASecondTime() {
    app.provideOnce(AutoCloseable.class, values -> values.get(Db.class));
    app.provideOnce(Db.class, values -> new Db(events));
    start();
    app.stop();
    assertThat(events).containsExactly("open Db", "serve", "close Db");
  }

  @Test
  void whatWasMadeIsClosedWhenTheStartFails() {
    app.provideOnce(Db.class, values -> new Db(events));
    app.provideOnce(
        Users.class,
        values -> {
          throw new IOException("no users");
        });
    app.onStart(() -> events.add("start hook"));
    assertThat(failure())
        .isEqualTo(
            "can not start: provider of Users (OnceProviderTest) failed: java.io.IOException: no"
                + " users; mend it, or what it needs");
    assertThat(events).containsExactly("open Db", "close Db");
  }

  @Test
  void aFailureToCloseStopsNothing() {
    app.provideOnce(Db.class, values -> new Db(events));
    app.provideOnce(Broken.class, values -> new Broken(events));
    start();
    try (LogCapture log = new LogCapture()) {
      app.stop();
      assertThat(log.from(Level.WARNING))
          .singleElement()
          .satisfies(
              record -> assertThat(record.getMessage()).endsWith("its value could not be closed"));
    }
    assertThat(events).endsWith("close Broken", "close Db");
  }

  @Test
  void aStartExceptionStaysOneLine() {
    app.provideOnce(
        Db.class,
        values -> {
          throw new StartException("the database is not there");
        });
    assertThat(catchThrowableOfType(StartException.class, this::start))
        .hasMessage("the database is not there");
  }

  @Test
  void aProviderMayAskAfterTheStart() {
    ProvidedValues[] kept = new ProvidedValues[1];
    app.provideOnce(
        User.class,
        values -> {
          kept[0] = values;
          return new User("a");
        });
    app.provideOnce(Db.class, values -> new Db(events));
    start();
    assertThat(kept[0].get(Db.class)).hasToString("Db");
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> kept[0].get(Users.class)))
        .hasMessageContaining("OnceProviderTest.User needs dev.covet.OnceProviderTest.Users, and");
    app.stop();
  }

  @Test
  void beforeTheStartThereAreNone() {
    app.provideOnce(Db.class, values -> new Db(events));
    app.get("/", req -> "" + req.provided(Db.class));
    AssembledApplication unstarted = app.assemble();
    try (LogCapture log = new LogCapture()) {
      Request request = unstarted.accept(new MadeRequest("GET", "/"));
      assertThat(Served.text(unstarted.handle(request, Served.CALLS))).contains("\"status\":500");
      assertThat(log.from(Level.SEVERE).getFirst().getThrown())
          .hasMessageEndingWith("it is made when the application starts, which it has not");
    }
  }
}
