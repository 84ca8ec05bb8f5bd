package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class SealedSessionTest extends SessionRows {
  private static final String OLD = key(1);
  private static final String NEW = key(2);

  private static String key(int first) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) first;
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  Sessions make() {
    return Sessions.inCookie(OLD);
  }

  private static SessionClient client(Sessions sessions) {
    Covet app = Covet.create(Config.defaults());
    app.sessions(sessions);
    app.get("/get", request -> request.session().get("x").orElse("-"));
    app.get(
        "/set",
        request -> {
          request.session().set("x", request.query("x").asString());
          return "";
        });
    return new SessionClient(app.assemble());
  }

  @Test
  void nobodyReadsOrChangesWhatIsInTheCookie() {
    SessionClient client = client(sessions);
    client.get("/set?x=secret-value");
    byte[] sealed = Base64.getUrlDecoder().decode(client.cookie);
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      SessionClient forger = client.copy();
      forger.cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(forger.text("/get")).as("byte %s", i).isEqualTo("-");
    }
    SessionClient cut = client.copy();
    for (int length = 0; length < client.cookie.length(); length++) {
      cut.cookie = client.cookie.substring(0, length);
      assertThat(cut.text("/get")).isEqualTo("-");
    }
    cut.cookie = "no base64!";
    assertThat(cut.text("/get")).isEqualTo("-");
    assertThat(client.text("/get")).isEqualTo("secret-value");
  }

  @Test
  void twoCookiesOfTheSameContentDiffer() {
    SessionClient client = client(sessions);
    client.get("/set?x=1");
    String first = client.cookie;
    client.get("/set?x=1");
    assertThat(client.cookie).isNotEqualTo(first);
  }

  @Test
  void keysAreReplacedWithoutLosingSessions() {
    SessionClient before = client(Sessions.inCookie(OLD));
    before.get("/set?x=1");
    SessionClient between = client(Sessions.inCookie(NEW, OLD));
    between.cookie = before.cookie;
    assertThat(between.text("/get")).isEqualTo("1");
    between.get("/set?x=2");
    SessionClient after = client(Sessions.inCookie(NEW));
    after.cookie = between.cookie;
    assertThat(after.text("/get")).isEqualTo("2");
    after.cookie = before.cookie;
    assertThat(after.text("/get")).isEqualTo("-");
  }

  @Test
  void aCookieOfAnotherNameIsNoSession() {
    SessionClient client = client(sessions);
    client.get("/set?x=1");
    SessionClient other = client(sessions.name("other"));
    other.cookieName = "__Host-other";
    other.cookie = client.cookie;
    assertThat(other.text("/get")).isEqualTo("-");
  }

  @Test
  void aSessionThatIsTooLargeForACookieSaysSo() {
    SessionClient client = client(sessions);
    try (LogCapture log = new LogCapture()) {
      Response<?> answer = client.get("/set?x=" + "y".repeat(3_100));
      assertThat(answer.status().code()).isEqualTo(500);
      assertThat(answer.headers().first("Set-Cookie")).isNull();
      assertThat(answer.failure()).hasMessageContaining("keep sessions in a store");
      assertThat(log.from(Level.SEVERE)).hasSize(1);
    }
    client.get("/set?x=" + "y".repeat(2_900));
    assertThat(client.text("/get")).hasSize(2_900);
  }

  @Test
  void keysThatAreNoneStopTheStart() {
    assertThatThrownBy(Sessions::inCookie)
        .hasMessage("no key for sessions; make one by: openssl rand -base64 32");
    assertThatThrownBy(() -> Sessions.inCookie("AAAA"))
        .hasMessageStartingWith("a key for sessions has 3 bytes, and needs 32; ");
    assertThatThrownBy(() -> Sessions.inCookie("ä"))
        .hasMessageStartingWith("a key for sessions is not base64; ")
        .hasMessageNotContaining("ä");
    assertThat(Sessions.inCookie("-_".repeat(22))).isNotNull();
  }
}
