package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private static RequestBody body(String type, String text) {
    return request(new MadeRequest("POST", "/").body(type, text));
  }

  private static RequestBody request(MadeRequest incoming) {
    Covet app = Served.app();
    RequestBody[] seen = new RequestBody[1];
    app.post(
        "/",
        req -> {
          seen[0] = req.body();
          return "";
        });
    new Served(app).send(incoming);
    return seen[0];
  }

  @Test
  void bytesAndTextAreReadAsOftenAsWanted() {
    RequestBody body = body("text/plain", "häh");
    assertThat(body.length()).isEqualTo(4);
    assertThat(body.bytes()).isSameAs(body.bytes()).hasSize(4);
    assertThat(body.text()).isEqualTo("häh").isEqualTo(body.text());
    assertThat(body.type().orElseThrow().subtype()).isEqualTo("plain");
    assertThat(request(new MadeRequest("POST", "/")).type()).isEmpty();
  }

  @Test
  void textHasTheCharacterSetOfItsType() {
    RequestBody body =
        request(
            new MadeRequest("POST", "/")
                .body("text/plain; charset=ISO-8859-1", "ä".getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(body.text()).isEqualTo("ä");
    status(415, () -> body("text/plain; charset=none", "x").text());
    status(
        400,
        () ->
            request(new MadeRequest("POST", "/").body("text/plain", new byte[] {(byte) 0xc3}))
                .text());
  }

  @Test
  void jsonNeedsItsMediaType() {
    assertThat(body("application/json", "1").json(String.class)).isEqualTo("1 as java.lang.String");
    assertThat(
            (Object)
                body("application/vnd.x+json; charset=utf-8", "1")
                    .json(new TypeRef<List<String>>() {}))
        .isEqualTo("1 as java.util.List<java.lang.String>");
    status(415, () -> body("text/plain", "1").json(String.class));
    status(415, () -> body("no type at all", "1").json(String.class));
    status(415, () -> request(new MadeRequest("POST", "/")).json(String.class));
    status(400, () -> body("application/json", "!").json(String.class));
  }

  @Test
  void compressedBodiesAreRefused() {
    MadeRequest zipped =
        new MadeRequest("POST", "/").body("text/plain", "x").header("content-encoding", "gzip");
    status(415, () -> request(zipped).text());
    MadeRequest identity =
        new MadeRequest("POST", "/").body("text/plain", "x").header("content-encoding", "identity");
    assertThat(request(identity).text()).isEqualTo("x");
  }

  @Test
  void streamsAreTakenOnce() throws Exception {
    RequestBody body = body("text/plain", "abc");
    assertThat(body.stream().read()).isEqualTo('a');
    assertThatThrownBy(body::stream).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(body::bytes).isInstanceOf(IllegalStateException.class);
    RequestBody other = body("text/plain", "abc");
    other.bytes();
    assertThat(other.stream().readAllBytes()).hasSize(3);
  }

  @Test
  void bodiesThatCanNotBeReadAreNoBugsOfOurs() {
    Covet app = Served.app();
    app.post("/", req -> req.body().bytes().length);
    app.post("/stream", req -> req.body().stream().readAllBytes().length);
    for (String path : List.of("/", "/stream")) {
      Response response = new Served(app).send(new MadeRequest("POST", path).broken());
      assertThat(response.status().code()).isEqualTo(400);
    }
  }

  private static void status(int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(code));
  }
}
