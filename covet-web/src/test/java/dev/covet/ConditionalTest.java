package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.HttpDate;
import dev.covet.http.Status;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalTest {
  private static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05Z");

  private static int statusOf(FakeIncoming incoming, Response<?> response) {
    return Exchange.answer(incoming, request -> response).status().code();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\"            | 304",
        "W/\"a\"          | 304",
        "\"b\", \"a\"     | 304",
        "*                | 304",
        "\"b\"            | 200",
        "\"A\"            | 200",
      })
  void ifNoneMatchComparesWeakly(String field, int status) {
    FakeIncoming get = FakeIncoming.get("/").with("If-None-Match", field);

    assertThat(statusOf(get, Response.text("x").etag("a"))).isEqualTo(status);
    assertThat(statusOf(get, Response.text("x").etag("W/\"a\""))).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\"            | 200",
        "W/\"a\"          | 412",
        "\"b\", \"a\"     | 200",
        "*                | 200",
        "\"b\"            | 412",
      })
  void ifMatchComparesStrongly(String field, int status) {
    FakeIncoming get = FakeIncoming.get("/").with("If-Match", field);

    assertThat(statusOf(get, Response.text("x").etag("a"))).isEqualTo(status);
  }

  @Test
  void aWeakTagNeverMatchesStrongly() {
    FakeIncoming get = FakeIncoming.get("/").with("If-Match", "W/\"a\"");

    assertThat(statusOf(get, Response.text("x").etag("W/\"a\""))).isEqualTo(412);
  }

  @ParameterizedTest
  @CsvSource({
    "If-Modified-Since,   -1, 200",
    "If-Modified-Since,    0, 304",
    "If-Modified-Since,    1, 304",
    "If-Unmodified-Since, -1, 412",
    "If-Unmodified-Since,  0, 200",
    "If-Unmodified-Since,  1, 200",
  })
  void datesAreComparedToTheSecond(String field, int seconds, int status) {
    String date = HttpDate.format(CHANGED.plusSeconds(seconds));

    assertThat(
            statusOf(
                FakeIncoming.get("/").with(field, date),
                Response.text("x").lastModified(CHANGED.plusMillis(900))))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"If-Modified-Since", "If-Unmodified-Since"})
  void datesThatAreNoneAreIgnored(String field) {
    assertThat(
            statusOf(
                FakeIncoming.get("/").with(field, "yesterday"),
                Response.text("x").lastModified(CHANGED)))
        .isEqualTo(200);
  }

  @Test
  void tagsComeBeforeDates() {
    String before = HttpDate.format(CHANGED.minusSeconds(9));
    String after = HttpDate.format(CHANGED.plusSeconds(9));
    Response<?> response = Response.text("x").etag("a").lastModified(CHANGED);

    assertThat(
            statusOf(
                FakeIncoming.get("/")
                    .with("If-None-Match", "\"b\"")
                    .with("If-Modified-Since", after),
                response))
        .isEqualTo(200);
    assertThat(
            statusOf(
                FakeIncoming.get("/").with("If-Match", "\"a\"").with("If-Unmodified-Since", before),
                response))
        .isEqualTo(200);
  }

  private static Stream<Integer> closing(boolean[] closed) {
    return Stream.of(1).onClose(() -> closed[0] = true);
  }

  @Test
  void a304KeepsTheFieldsAboutCachingOnly() {
    boolean[] closed = new boolean[1];
    Response<?> full =
        Response.text("x")
            .withBody(ValueBody.of(closing(closed), ResultType.UNKNOWN))
            .etag("a")
            .lastModified(CHANGED)
            .cacheControl("max-age=60")
            .header("Vary", "Accept")
            .header("Content-Encoding", "gzip")
            .header("Content-Language", "en")
            .header("Content-Range", "bytes 0-0/1");

    Response<?> answer =
        Exchange.answer(FakeIncoming.get("/").with("If-None-Match", "\"a\""), request -> full);

    assertThat(answer.status()).isEqualTo(Status.NOT_MODIFIED);
    assertThat(answer.body().kind()).isEqualTo(ResponseBody.Kind.EMPTY);
    assertThat(answer.headers().size()).isEqualTo(4);
    assertThat(answer.headers().first("ETag")).isEqualTo("\"a\"");
    assertThat(answer.headers().first("Cache-Control")).isEqualTo("max-age=60");
    assertThat(answer.headers().first("Vary")).isEqualTo("Accept");
    assertThat(answer.headers().contains("Last-Modified")).isTrue();
    assertThat(closed[0]).isTrue();
  }

  @Test
  void a412ClosesTheBodyThatIsNotSent() {
    boolean[] closed = new boolean[1];
    Response<?> full =
        Response.text("x").withBody(ValueBody.of(closing(closed), ResultType.UNKNOWN)).etag("a");

    assertThat(statusOf(FakeIncoming.get("/").with("If-Match", "\"b\""), full)).isEqualTo(412);
    assertThat(closed[0]).isTrue();
  }

  @Test
  void onlyAnswers200ToReadingMethodsAreConditional() {
    Response<?> response = Response.text("x").etag("a");

    assertThat(statusOf(FakeIncoming.of("HEAD", "/").with("If-None-Match", "*"), response))
        .isEqualTo(304);
    assertThat(statusOf(FakeIncoming.post("/").with("If-None-Match", "*"), response))
        .isEqualTo(200);
    assertThat(statusOf(FakeIncoming.get("/").with("If-None-Match", "*"), response.status(201)))
        .isEqualTo(201);
    assertThat(statusOf(FakeIncoming.get("/").with("If-None-Match", "*"), Response.text("x")))
        .isEqualTo(200);
    assertThat(statusOf(FakeIncoming.get("/").with("If-None-Match", "*"), Response.ok()))
        .isEqualTo(200);
  }

  private static int check(FakeIncoming incoming, @Nullable String current) {
    return Exchange.answer(
            incoming,
            request -> {
              request.checkPreconditions(current);
              return Response.of(202);
            })
        .status()
        .code();
  }

  @Test
  void changesAreCheckedAgainstTheCurrentTag() {
    assertThat(check(FakeIncoming.of("PUT", "/").with("If-Match", "\"a\""), "a")).isEqualTo(202);
    assertThat(check(FakeIncoming.of("PUT", "/").with("If-Match", "\"a\""), "b")).isEqualTo(412);
    assertThat(check(FakeIncoming.of("PUT", "/").with("If-Match", "*"), null)).isEqualTo(412);
    assertThat(check(FakeIncoming.of("PUT", "/").with("If-Match", "\"a\""), null)).isEqualTo(412);
    assertThat(check(FakeIncoming.of("PUT", "/").with("If-None-Match", "*"), "a")).isEqualTo(412);
    assertThat(check(FakeIncoming.of("PUT", "/").with("If-None-Match", "*"), null)).isEqualTo(202);
    assertThat(check(FakeIncoming.of("PUT", "/"), "a")).isEqualTo(202);
  }

  @Test
  void theCheckLeaves304ToTheAnswerOfAGet() {
    assertThat(check(FakeIncoming.get("/").with("If-None-Match", "\"a\""), "a")).isEqualTo(202);
    assertThat(check(FakeIncoming.get("/").with("If-Match", "\"b\""), "a")).isEqualTo(412);
  }
}
