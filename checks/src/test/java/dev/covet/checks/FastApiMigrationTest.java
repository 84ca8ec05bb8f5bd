package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.covet.checks.Json.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The bookshelf in FastAPI and its translation, sent the same requests. Bodies of errors have
 * another form; what they say is compared: {@code detail}, or the places of all mistakes.
 */
class FastApiMigrationTest {
  private static final Path PYTHON = Path.of("..", ".covet", "venv", "bin", "python");
  private static final String DUNE =
      "{\"title\":\"Dune\",\"isbn\":\"9780441013593\",\"pages\":412,\"price\":9.5,"
          + "\"genre\":\"novel\",\"published\":\"1965-08-01\"}";

  private static PythonProcess fastapi;
  private static ExampleProcess covet;

  /** The two answers to one request. */
  private record Both(Answer fastapi, Answer covet) {
    Both areAlike() {
      assertThat(covet.status()).as(covet.text()).isEqualTo(fastapi.status());
      assertThat(covet.header("location")).isEqualTo(fastapi.header("location"));
      if (!fastapi.text().isEmpty() && fastapi.status() < 400) {
        assertThat(covet.json()).isEqualTo(fastapi.json());
        assertThat(covet.header("content-type")).isEqualTo(fastapi.header("content-type"));
      }
      return this;
    }

    /** The same sentence, in a problem detail here and in an object there. */
    void sayAlike() {
      areAlike();
      assertThat(covet.at("/detail")).isEqualTo(fastapi.at("/detail"));
    }

    /** The same places, as pointers or names here and as paths there. */
    void nameAlike() {
      areAlike();
      assertThat(placesOfCovet()).isEqualTo(placesOfFastApi()).isNotEmpty();
    }

    private Set<String> placesOfFastApi() {
      Set<String> places = new TreeSet<>();
      for (JsonNode mistake : fastapi.at("/detail")) {
        StringBuilder place = new StringBuilder();
        mistake.at("/loc").forEach(step -> place.append('/').append(step.asString()));
        places.add(place.toString());
      }
      return places;
    }

    private Set<String> placesOfCovet() {
      Set<String> places = new TreeSet<>();
      for (JsonNode mistake : covet.at("/errors")) {
        // FastAPI reads forms from the "body".
        String in = mistake.at("/in").asString().replace("form", "body");
        JsonNode pointer = mistake.at("/pointer");
        places.add(
            "/"
                + in
                + (pointer.isMissingNode()
                    ? "/" + mistake.at("/parameter").asString()
                    : pointer.asString()));
      }
      return places;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.isExecutable(PYTHON),
        PYTHON + " is missing: ./covet test installs FastAPI there, with python3 and its venv");
    fastapi = PythonProcess.uvicorn(PYTHON, "src/test/resources/fastapi", "bookshelf:app");
    covet = ExampleProcess.start("bookshelf.Bookshelf");
  }

  @AfterAll
  static void stop() {
    if (fastapi != null) {
      fastapi.close();
    }
    if (covet != null) {
      covet.close();
    }
  }

  private static Both send(String method, String path, String body, String... headers)
      throws Exception {
    return new Both(
        Json.send(method, fastapi.url(path), body, headers),
        Json.send(method, covet.url(path), body, headers));
  }

  private static Both get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  private static Both json(String method, String path, String body) throws Exception {
    return send(method, path, body, "Content-Type", "application/json");
  }

  private static Both form(String path, String body) throws Exception {
    return send("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
  }

  /** Adds a book to both, and says where. */
  private static String added(String book) throws Exception {
    return json("POST", "/books", book).areAlike().covet().header("location");
  }

  @Test
  void aPlainRoute() throws Exception {
    get("/").areAlike();
  }

  @Test
  void aBookIsAddedReadReplacedAndDeleted() throws Exception {
    String path = added(DUNE);
    assertThat(get(path).areAlike().covet().at("/title").asString()).isEqualTo("Dune");
    json("PUT", path, DUNE.replace("Dune", "Messiah")).areAlike();
    assertThat(get(path).areAlike().covet().at("/title").asString()).isEqualTo("Messiah");
    send("DELETE", path, "").areAlike();
    get(path).sayAlike();
    send("DELETE", path, "").sayAlike();
    json("PUT", path, DUNE).sayAlike();
  }

  @ParameterizedTest
  @CsvSource({
    "/books",
    "/books?limit=1",
    "/books?skip=1&limit=2",
    "/books?q=Listed",
    "/books?q=Listed&genre=poetry",
    "/books?genre=science",
    "/books?q=nothing-of-that",
    "/genres/novel",
    "/genres/poetry",
  })
  void listsAndCounts(String path) throws Exception {
    added(DUNE.replace("Dune", "Listed").replace("novel", "poetry").replace("412", "1"));
    get(path).areAlike();
  }

  @ParameterizedTest
  @CsvSource({
    "/books?limit=0",
    "/books?limit=101",
    "/books?limit=x&skip=-1",
    "/books?genre=cookery",
    "/books?skip=1.5",
  })
  void wrongParametersAreNamedAlike(String path) throws Exception {
    get(path).nameAlike();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Dune\"|\"",
        "9780441013593|978",
        "412|0",
        "412|5001",
        "9.5|0",
        "9.5|\"dear\"",
        "412|1.5",
        "novel|cookery",
        "1965-08-01|yesterday",
        "\"title\":\"Dune\",|",
        "\"pages\":412,|",
        "\"Dune\",\"isbn\":\"9780441013593\"|\"\",\"isbn\":\"\"",
      })
  void wrongMembersAreNamedAlike(String good, String wrong) throws Exception {
    String replaced = wrong == null ? "" : good.endsWith("\"") && wrong.equals("\"") ? "\"" : wrong;
    json("POST", "/books", DUNE.replace(good, replaced)).nameAlike();
  }

  @Test
  void thePasswordOfAUserIsNotTold() throws Exception {
    String user = "{\"name\":\"ada\",\"password\":\"lovelace\"}";
    Both registered = json("POST", "/users", user).areAlike();
    assertThat(registered.covet().text()).isEqualTo("{\"name\":\"ada\"}");
    json("POST", "/users", user).sayAlike();
    json("POST", "/users", "{\"name\":\"bob\",\"password\":\"short\"}").nameAlike();
    Both token = form("/login", "name=ada&password=lovelace").areAlike();
    form("/login", "name=ada&password=wrong").sayAlike();
    form("/login", "name=ada").nameAlike();
    get("/me", "X-Token", token.covet().at("/token").asString()).areAlike();
    get("/me", "X-Token", "token-of-eve").sayAlike();
    get("/me").sayAlike();
  }

  @Test
  void headersAndCookies() throws Exception {
    get("/look").areAlike();
    get("/look", "Accept-Language", "de", "Cookie", "theme=dark; x=y").areAlike();
    get("/look", "X-Size", "1", "X-Size", "2").areAlike();
    get("/look", "X-Size", "large").areAlike();
  }

  @ParameterizedTest
  @CsvSource({"GET, /nothing", "POST, /", "PATCH, /books/1"})
  void whatIsNotThere(String method, String path) throws Exception {
    send(method, path, "").areAlike();
  }

  /** All that is not alike; the guide has the same list. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a path that can be no book|GET|/books/abc||422|404",
        "no such genre|GET|/genres/cookery||422|404",
        "malformed JSON|POST|/books|{oops|422|400",
        "a number as text|POST|/users|{\"name\":7,\"password\":\"12345678\"}|422|422",
        "a text as"
            + " number|POST|/books|{\"title\":\"Lax\",\"isbn\":\"9780441013593\",\"pages\":\"7\",\"price\":1,\"genre\":\"novel\"}|201|422",
        "an unknown"
            + " member|POST|/users|{\"name\":\"mallory\",\"password\":\"12345678\",\"admin\":true}|201|422",
        "a slash too much|GET|/books/||307|404",
        "HEAD|HEAD|/books||405|200",
      })
  void whereTheyDiffer(String what, String method, String path, String body, int python, int java)
      throws Exception {
    Both both = json(method, path, body == null ? "" : body);
    assertThat(both.fastapi().status()).as(both.fastapi().text()).isEqualTo(python);
    assertThat(both.covet().status()).as(both.covet().text()).isEqualTo(java);
    if (python == 201 && path.equals("/books")) {
      // keep the numbers of both in step
      Json.send("POST", covet.url(path), DUNE, "Content-Type", "application/json");
      String id = both.fastapi().header("location");
      Json.send("PUT", fastapi.url(id), DUNE, "Content-Type", "application/json");
    }
  }
}
