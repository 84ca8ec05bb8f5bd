package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class ProviderTest {
  /** A value of which a test wants to know how many there are. */
  static final class Session {
    final int number;

    Session(int number) {
      this.number = number;
    }
  }

  record User(String name) {}

  interface Store {
    String find(String key);
  }

  record Auth(@HeaderParam String authorization, @Context Session session) {}

  record Whose(@Context User user, Session session, @Default("0") int page) {}

  record Asked(@Context Session session, @Context Request request) {}

  record Numbers(int a, @Context User user, int b) {}

  record Paged(@Context Page page, String q) {}

  record Page(int number, int size) {}

  record PageIn(@Default("1") int page, @Default("20") int size) {}

  record Owned(@PathParam int owner) {}

  record Signed(@Body String text, @HeaderParam String sign) {}

  record Message(String text) {}

  record Post(@Context Message message, int id) {}

  private final Covet app = Served.app();
  private final List<String> events = new ArrayList<>();
  private int sessions;

  private Session session() {
    events.add("session");
    return new Session(++sessions);
  }

  private static User user(Auth in) {
    if (!in.authorization().startsWith("Bearer ")) {
      throw new HttpException(Status.UNAUTHORIZED, "no token");
    }
    return new User(in.authorization().substring(7) + in.session().number);
  }

  private static MadeRequest bearer(String target, String user) {
    return new MadeRequest("GET", target).header("authorization", "Bearer " + user);
  }

  @Test
  void aValueIsMadeOnceForEachRequestThatAsks() {
    app.provide(Session.class, req -> session());
    app.get(
        "/", req -> req.provided(Session.class).number + " " + req.provided(Session.class).number);
    app.get("/none", req -> "none");
    Served served = new Served(app);
    assertThat(served.whole("/")).isEqualTo("1 1");
    assertThat(served.whole("/")).isEqualTo("2 2");
    assertThat(served.whole("/none")).isEqualTo("none");
    assertThat(events).hasSize(2);
  }

  @Test
  void aTypedProviderIsBoundLikeAHandler() {
    app.provide(User.class, Auth.class, ProviderTest::user);
    app.provide(Session.class, req -> session());
    app.get("/typed", Whose.class, in -> in.user().name() + " " + in.session().number);
    app.get("/lambda", req -> req.provided(User.class).name());
    Served served = new Served(app);
    assertThat(served.whole(bearer("/typed", "ada"))).isEqualTo("ada1 1");
    assertThat(served.whole(bearer("/lambda", "bob"))).isEqualTo("bob2");
  }

  @Test
  void middlewareAndHandlersShareTheValue() {
    app.provide(Session.class, req -> session());
    app.use((req, next) -> next.handle(req).header("x-session", "" + number(req)));
    app.get("/", Asked.class, in -> in.session().number + " " + number(in.request()));
    Response<?> response = new Served(app).get("/");
    assertThat(Served.text(response)).isEqualTo("1 1");
    assertThat(response.headers().first("x-session")).isEqualTo("1");
  }

  private static int number(Request request) {
    return request.provided(Session.class).number;
  }

  @Test
  void itsMistakesStandAmongThoseOfTheRequest() {
    app.provide(User.class, Auth.class, ProviderTest::user);
    app.provide(Session.class, req -> session());
    app.get("/", Numbers.class, Numbers::toString);
    assertThat(new Served(app).whole("/?a=x"))
        .contains("\"status\":422", "(1 of 3 mistakes)")
        .containsSubsequence("\"a\"", "\"authorization\"", "\"b\"");
  }

  @Test
  void whatItThrowsCountsMoreThanOtherMistakes() {
    app.provide(User.class, Auth.class, ProviderTest::user);
    app.provide(Session.class, req -> session());
    app.get("/", Numbers.class, Numbers::toString);
    MadeRequest request = new MadeRequest("GET", "/?a=x").header("authorization", "Basic");
    assertThat(new Served(app).whole(request)).contains("\"status\":401", "no token");
  }

  @Test
  void aPathParameterOfItsInputIs404() {
    app.provide(User.class, Owned.class, in -> new User("user" + in.owner()));
    app.get("/{owner}/typed", Whose.class, Whose::toString);
    app.get("/{owner}/lambda", req -> req.provided(User.class).name());
    app.provide(Session.class, req -> session());
    Served served = new Served(app);
    assertThat(served.whole("/7/lambda")).isEqualTo("user7");
    assertThat(served.whole("/x/lambda")).contains("\"status\":404", "\"owner\"");
    assertThat(served.whole("/x/typed?page=y"))
        .contains("\"status\":404")
        .containsSubsequence("\"owner\"", "\"page\"");
  }

  @Test
  void whoeverHangsOnAWrongInputIsNotCalledAndNothingIsToldTwice() {
    record Deep(@Context Page page, @Context User user) {}
    app.provide(Page.class, PageIn.class, in -> new Page(in.page(), in.size()));
    app.provide(User.class, Paged.class, in -> new User(in.page().toString()));
    app.get("/", Deep.class, in -> "called");
    assertThat(new Served(app).whole("/?page=x&q=1"))
        .contains("\"status\":422", "\"detail\":\"query parameter 'page' must be a whole number");
  }

  @Test
  void aLambdaThatAsksAgainIsToldAgain() {
    app.provide(Page.class, PageIn.class, in -> new Page(in.page(), in.size()));
    app.use(
        (req, next) -> {
          try {
            req.provided(Page.class);
          } catch (HttpException e) {
            events.add(e.status().toString());
          }
          return next.handle(req);
        });
    app.get("/typed", Paged.class, Paged::toString);
    app.get("/lambda", req -> req.provided(Page.class).toString());
    Served served = new Served(app);
    assertThat(served.whole("/typed?page=x"))
        .contains("\"status\":422")
        .containsSubsequence("\"page\"", "\"q\"");
    assertThat(served.whole("/lambda?page=x")).contains("\"status\":422", "\"page\"");
    assertThat(events).hasSize(2);
  }

  @Test
  void aLambdaCanAskForWhatATypedInputGotRejected() {
    record Both(@Context Page page, @Context User user) {}
    app.provide(Page.class, PageIn.class, in -> new Page(in.page(), in.size()));
    app.provide(User.class, req -> new User(req.provided(Page.class).toString()));
    app.get("/", Both.class, Both::toString);
    Served served = new Served(app);
    assertThat(served.whole("/?page=x")).contains("\"status\":422", "\"page\"");
    assertThat(served.whole("/?page=2")).contains("Page[number=2, size=20]]");
  }

  @Test
  void aProviderMayReadTheBody() {
    app.provide(Message.class, Signed.class, in -> new Message(in.sign() + in.text()));
    app.post("/{id}", Post.class, in -> in.message().text() + in.id());
    app.post("/", req -> req.provided(Message.class).text());
    Served served = new Served(app);
    MadeRequest typed = new MadeRequest("POST", "/1").body("text/plain", "b").header("sign", "a");
    assertThat(served.whole(typed)).isEqualTo("ab1");
    MadeRequest lambda = new MadeRequest("POST", "/").body("text/plain", "b").header("sign", "a");
    assertThat(served.whole(lambda)).isEqualTo("ab");
  }

  @Test
  void theBodyIsReadLast() {
    record In(@Context Message message, @Context User user) {}
    app.provide(Message.class, Signed.class, in -> new Message("read"));
    app.provide(
        User.class,
        req -> {
          throw new HttpException(Status.FORBIDDEN, "not you");
        });
    app.post("/", In.class, In::toString);
    assertThat(new Served(app).whole(new MadeRequest("POST", "/").broken()))
        .contains("\"status\":403");
  }

  @Test
  void anyExceptionIsAnsweredLikeOneOfTheHandler() {
    app.provide(
        Store.class,
        req -> {
          throw new IOException("no store");
        });
    app.error(IOException.class, (e, req) -> Response.text("mapped: " + e.getMessage()));
    app.get("/", req -> req.provided(Store.class).find("x"));
    assertThat(new Served(app).whole("/")).isEqualTo("mapped: no store");
  }

  @Test
  void oneThatFailedIsAskedAgain() {
    app.provide(
        Session.class,
        req -> {
          if (++sessions == 1) {
            throw new IllegalStateException("not yet");
          }
          return session();
        });
    app.get("/", this::twice);
    assertThat(new Served(app).whole("/")).isEqualTo("not yet 3");
  }

  private String twice(Request request) {
    try {
      return "first " + request.provided(Session.class);
    } catch (IllegalStateException e) {
      return e.getMessage() + " " + number(request);
    }
  }

  @Test
  void nullIsABugOfTheProvider() {
    app.provide(Store.class, req -> null);
    app.provide(User.class, PageIn.class, in -> null);
    app.get("/store", req -> req.provided(Store.class).find("x"));
    app.get("/user", req -> req.provided(User.class).name());
    Served served = new Served(app);
    try (LogCapture log = new LogCapture()) {
      assertThat(served.whole("/store")).contains("\"status\":500");
      assertThat(served.whole("/user")).contains("\"status\":500");
      assertThat(log.from(Level.SEVERE))
          .extracting(record -> record.getThrown().getMessage())
          .satisfiesExactly(
              first -> assertThat(first).matches("provider of .*Store \\(Prov.*\\) made null"),
              second -> assertThat(second).matches("provider of .*User \\(Prov.*\\) made null"));
    }
  }

  private Throwable failure(String target) {
    Served served = new Served(app);
    try (LogCapture log = new LogCapture()) {
      assertThat(served.whole(target)).contains("\"status\":500");
      return log.from(Level.SEVERE).getFirst().getThrown();
    }
  }

  @Test
  void lambdasThatNeedEachOtherAreToldWithTheWholeChain() {
    app.provide(User.class, req -> new User("" + number(req)));
    app.provide(Session.class, req -> new Session(req.provided(Page.class).number()));
    app.provide(Page.class, req -> new Page(number(req), 1));
    app.get("/", req -> req.provided(User.class));
    assertThat(failure("/"))
        .hasMessageMatching(
            "provider of dev.covet.ProviderTest.Session \\(ProviderTest.java:\\d+\\): "
                + "dev.covet.ProviderTest.Session needs dev.covet.ProviderTest.Page needs "
                + "dev.covet.ProviderTest.Session, so none of them can be the first; "
                + "let one do without the next");
  }

  @Test
  void aLambdaThatNeedsWhatNobodyProvidesIsToldWithTheWholeChain() {
    app.provide(User.class, req -> new User("" + number(req)));
    app.provide(Session.class, req -> new Session(req.provided(Page.class).number()));
    app.get("/", req -> req.provided(User.class));
    assertThat(failure("/"))
        .hasMessageMatching(
            "provider of dev.covet.ProviderTest.Session \\(ProviderTest.java:\\d+\\): "
                + "dev.covet.ProviderTest.User needs dev.covet.ProviderTest.Session needs "
                + "dev.covet.ProviderTest.Page, and nobody provides that; "
                + "declare app.provide\\(Page.class, …\\)");
  }

  @Test
  void whatNobodyProvidesIsNamed() {
    app.get("/", req -> req.provided(Store.class));
    assertThat(failure("/"))
        .hasMessage(
            "GET /: nobody provides dev.covet.ProviderTest.Store; "
                + "declare app.provide(Store.class, …)");
  }

  @Test
  void aLambdaRouteWhosePatternDoesNotFitIsTold() {
    app.provide(User.class, Owned.class, in -> new User("user" + in.owner()));
    app.get("/", req -> req.provided(User.class));
    assertThat(failure("/"))
        .hasMessageContaining("the pattern has no parameter 'owner', it has none; write {owner}");
  }

  @Test
  void groupsAndPartsCountMoreThanWhatIsAroundThem() {
    app.provide(User.class, req -> new User("outer"));
    app.provide(Message.class, req -> new Message("to " + req.provided(User.class).name()));
    app.get("/", req -> req.provided(Message.class).text());
    app.group(
        "/group",
        group -> {
          group.provide(User.class, req -> new User("inner"));
          group.provide(Session.class, req -> session());
          group.get("/", req -> req.provided(Message.class).text() + number(req));
          group.group("/deep", deep -> deep.get("/", req -> req.provided(Message.class).text()));
        });
    Covet part = Covet.create();
    part.provide(User.class, req -> new User("part"));
    part.get("/", req -> req.provided(Message.class).text());
    app.mount("/part", part);
    Served served = new Served(app);
    assertThat(served.whole("/")).isEqualTo("to outer");
    assertThat(served.whole("/group/")).isEqualTo("to inner1");
    assertThat(served.whole("/group/deep/")).isEqualTo("to inner");
    assertThat(served.whole("/part/")).isEqualTo("to part");
  }

  @Test
  void middlewareHasThemWhereNoRouteAnswers() {
    app.provide(User.class, Auth.class, ProviderTest::user);
    app.provide(Session.class, req -> session());
    app.use((req, next) -> next.handle(req).header("x-user", req.provided(User.class).name()));
    Response<?> response = new Served(app).send(bearer("/nothing", "ada"));
    assertThat(response.status()).isEqualTo(Status.NOT_FOUND);
    assertThat(response.headers().first("x-user")).isEqualTo("ada1");
  }

  @Test
  void aRequestThatHasEndedProvidesNothing() {
    app.provide(Session.class, req -> session());
    Request[] kept = new Request[1];
    app.get(
        "/",
        req -> {
          kept[0] = req;
          return number(req);
        });
    new Served(app).whole("/");
    assertThatThrownBy(() -> kept[0].provided(Session.class))
        .hasMessageContaining("the request has ended");
  }

  @Test
  void nothingIsAddedAfterTheStart() {
    app.start((application, config) -> new FakeServer().start(application, config));
    assertThatThrownBy(() -> app.provide(User.class, req -> new User("a")))
        .hasMessageContaining("has been started");
    assertThatThrownBy(() -> app.override(User.class, new User("a")))
        .hasMessageContaining("has been started");
    app.stop();
  }
}
