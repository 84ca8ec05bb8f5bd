package dev.covet.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls-key-password",
        "csrf-key",
        "app.db.Password",
        "API_TOKEN",
        "clientSecret",
        "passwd",
        "aws.credentials",
      })
  void namesSayThatAValueIsSecret(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
    assertThat(Secrets.shown(name, "x")).isEqualTo("***");
    assertThat(Secrets.shown("port", "8080")).isEqualTo("8080");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "password=hunter2 ! password=***",
        "jdbc:x?user=a&password=hunter2&ssl=on ! jdbc:x?user=a&password=***&ssl=on",
        "db.Password='hunter 2' left ! db.Password=*** left",
        "{\"password\": \"hunter2\", \"a\": 1} ! {\"password\": ***, \"a\": 1}",
        "{\"accessTokenId\":\"hunter2\"} ! {\"accessTokenId\":***}",
        "api_key=hunter2 api-key=hunter2 ! api_key=*** api-key=***",
        "Authorization: Bearer abcdefgh.ijk-l ! Authorization: Bearer ***",
        "basic dXNlcjpwYXNz ! basic ***",
        "amqp://user:hunter2@host/x ! amqp://***@host/x",
      })
  void whatStandsBesideASecretNameIsHidden(String text, String shown) {
    assertThat(Secrets.hide(text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unexpected token: }",
        "duplicate key=7",
        "at java.security.KeyFactory.generate(KeyFactory.java:12)",
        "http://host:80/path@x",
        "the password is wrong",
        "Bearer short",
        "",
      })
  void whatIsNoSecretStays(String text) {
    assertThat(Secrets.hide(text)).isEqualTo(text);
  }

  @Test
  void keptValuesAreHiddenWhereverTheyStand() {
    Secrets.keep("kept-1-value");
    Secrets.keep("short");
    assertThat(Secrets.hide("xkept-1-valuey short")).isEqualTo("x***y short");
  }

  @Test
  void aFailureThatTellsAKeptValueIsLoggedWithoutIt() {
    Secrets.keep("kept-2-value");
    IllegalStateException harmless = new IllegalStateException("x", new IOException("y"));
    assertThat(Secrets.loggable(harmless)).isSameAs(harmless);

    IOException root = new IOException("no login with kept-2-value");
    root.addSuppressed(new IllegalArgumentException("kept-2-value again"));
    IllegalStateException failure = new IllegalStateException("outer", root);
    StringWriter log = new StringWriter();
    Secrets.loggable(failure).printStackTrace(new PrintWriter(log, true));
    assertThat(log.toString())
        .contains("java.lang.IllegalStateException: outer")
        .contains("Caused by: java.io.IOException: no login with ***")
        .contains("Suppressed: java.lang.IllegalArgumentException: *** again")
        .contains("SecretsTest.java")
        .doesNotContain("kept-2-value");
  }

  @Test
  void onlySuppressedFailuresMayTellItToo() {
    Secrets.keep("kept-3-value");
    IOException failure = new IOException("x");
    failure.addSuppressed(new IOException("kept-3-value"));
    assertThat(Secrets.loggable(failure).getSuppressed()[0])
        .hasToString("java.io.IOException: ***");
  }

  @Test
  void aCircleOfCausesEnds() {
    Secrets.keep("kept-4-value");
    IOException one = new IOException("one");
    IOException two = new IOException("two", one);
    one.initCause(two);
    assertThat(Secrets.loggable(one)).isSameAs(one);
    IOException three = new IOException("kept-4-value");
    three.initCause(new IOException("four", three));
    assertThat(Secrets.loggable(three)).hasToString("java.io.IOException: ***");
  }
}
