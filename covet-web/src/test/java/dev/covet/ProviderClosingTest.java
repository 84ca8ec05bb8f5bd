package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** When values are closed that were made for a request. */
class ProviderClosingTest {
  /** Says when it is opened and closed. */
  class Session implements AutoCloseable {
    private boolean open = true;

    Session() {
      events.add("open " + this);
    }

    void use() {
      events.add(open ? "use " + this : "too late for " + this);
    }

    @Override
    public void close() throws Exception {
      open = false;
      events.add("close " + this);
    }

    @Override
    public String toString() {
      return "session";
    }
  }

  class Users extends Session {
    @Override
    public void close() throws Exception {
      super.close();
      throw new java.io.IOException("can not be closed");
    }

    @Override
    public String toString() {
      return "users";
    }
  }

  record In(Session session, Users users) {}

  record UsersIn(Session session, @Context Request request) {}

  private final Covet app = Served.app();
  private final List<String> events = new ArrayList<>();

  private String events(String target) {
    new Served(app).whole(target);
    return String.join(", ", events);
  }

  @Test
  void theLastOneMadeIsClosedFirstAfterTheAnswer() {
    app.provide(Session.class, req -> new Session());
    app.provide(Users.class, UsersIn.class, in -> new Users());
    app.get("/", In.class, in -> Response.stream(out -> in.session().use()));
    try (LogCapture log = new LogCapture()) {
      assertThat(events("/"))
          .isEqualTo("open session, open users, use session, close users, close session");
      assertThat(log.from(Level.WARNING))
          .singleElement()
          .satisfies(
              record ->
                  assertThat(record.getMessage())
                      .matches(
                          "provider of .*Users \\(ProviderClosingTest.java:\\d+\\): its value could"
                              + " not be closed"));
    }
  }

  @Test
  void itIsClosedWhenTheHandlerFails() {
    app.provide(Session.class, req -> new Session());
    app.get(
        "/",
        req -> {
          req.provided(Session.class);
          throw new HttpException(dev.covet.http.Status.CONFLICT, "no");
        });
    assertThat(events("/")).isEqualTo("open session, close session");
  }

  @Test
  void itIsClosedWhenTheRequestIsRejected() {
    record Wrong(Session session, int number) {}
    app.provide(Session.class, req -> new Session());
    app.get("/", Wrong.class, in -> "called");
    assertThat(events("/")).isEqualTo("open session, close session");
  }

  @Test
  void itIsClosedBeforeTheWorkThatIsLeftForLater() {
    app.provide(Session.class, req -> new Session());
    app.get(
        "/",
        req -> {
          req.after(() -> events.add("work"));
          return req.provided(Session.class).toString();
        });
    assertThat(events("/")).isEqualTo("open session, close session, work");
  }

  @Test
  void aSecondNameIsNotClosedASecondTime() {
    app.provide(Session.class, req -> new Session());
    app.provide(AutoCloseable.class, req -> req.provided(Session.class));
    app.get("/", req -> req.provided(AutoCloseable.class).toString());
    assertThat(events("/")).isEqualTo("open session, close session");
  }

  @Test
  void whatBelongsToTheApplicationStaysOpen() {
    app.provideOnce(Session.class, values -> new Session());
    app.provide(AutoCloseable.class, req -> req.provided(Session.class));
    app.get("/", req -> req.provided(AutoCloseable.class).toString());
    assertThat(events("/")).isEqualTo("open session");
  }

  @Test
  void aRequestThatAsksForNothingLeavesNoWork() {
    app.provide(Session.class, req -> new Session());
    app.provide(String.class, req -> "text");
    app.get("/", req -> "nothing");
    app.get("/text", req -> req.provided(String.class));
    Served served = new Served(app);
    for (String target : List.of("/", "/text")) {
      Request request = served.application().accept(new MadeRequest("GET", target));
      served.application().handle(request, Served.CALLS);
      assertThat(served.application().after(request)).isEmpty();
    }
  }
}
