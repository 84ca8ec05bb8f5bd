package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.HttpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private static final Passwords PASSWORDS = Passwords.argon2id();

  @Test
  void aHashIsAPhcStringWithTheParametersOfOwasp() {
    String hash = PASSWORDS.hash("correct horse");
    assertThat(hash)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}")
        .isNotEqualTo(PASSWORDS.hash("correct horse"));
    assertThat(PASSWORDS.verify("correct horse", hash)).isTrue();
    assertThat(PASSWORDS.verify("correct horsE", hash)).isFalse();
    assertThat(PASSWORDS.needsRehash(hash)).isFalse();
  }

  @Test
  void aHashOfOtherParametersIsTakenAndIsToBeReplaced() {
    String older = PASSWORDS.hash("correct horse");
    Passwords now = PASSWORDS.memory(20 << 10).iterations(3);
    assertThat(now.verify("correct horse", older)).isTrue();
    assertThat(now.needsRehash(older)).isTrue();
    assertThat(now.hash("correct horse")).startsWith("$argon2id$v=19$m=20480,t=3,p=1$");
  }

  @Test
  void theSameCharactersCountTheSameHoweverTheyAreComposed() {
    Passwords weak = Passwords.weak(1, 1);
    String hash = weak.hash("caf\u00e9\u00a0cr\u00e8me");
    assertThat(weak.verify("cafe\u0301 cre\u0300me", hash)).isTrue();
    assertThat(weak.verify("cafe creme", hash)).isFalse();
    assertThat(weak.verify("CAF\u00c9 CR\u00c8ME", hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u0000", "a\u007f", "a\u0085", "\ud800", "b\udc00c"})
  void whatCanBeNoPasswordIsRefusedBeforeItIsHashed(String password) {
    Passwords weak = Passwords.weak(1, 1);
    String hash = weak.hash("other");
    assertThat(weak.verify(password, hash)).isFalse();
    assertThatThrownBy(() -> weak.hash(password))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status().code()).isEqualTo(422))
        .hasMessageContaining("1 to 1024 bytes");
    assertThat(weak.verify("other", hash)).isTrue();
    await().until(() -> weak.pool().done() == 2);
  }

  @Test
  void theLongestPasswordHas1024BytesOfUtf8() {
    assertThat(PasswordText.bytes("x".repeat(1024))).hasSize(1024);
    assertThat(PasswordText.bytes("x".repeat(1025))).isNull();
    assertThat(PasswordText.bytes("\u00e9".repeat(512))).hasSize(1024);
    assertThat(PasswordText.bytes("\u00e9".repeat(513))).isNull();
    assertThat(PasswordText.bytes("\ud83d\ude00")).hasSize(4);
  }

  @Test
  void settingsThatWouldBeTooWeakOrTooDearAreRefused() {
    assertThatThrownBy(() -> PASSWORDS.memory(19_455)).hasMessageContaining("not 19455");
    assertThatThrownBy(() -> PASSWORDS.memory((256 << 10) + 1)).hasMessageContaining("262144 KiB");
    assertThatThrownBy(() -> PASSWORDS.iterations(1)).hasMessageContaining("not 1");
    assertThatThrownBy(() -> PASSWORDS.iterations(101)).hasMessageContaining("not 101");
    int processors = Runtime.getRuntime().availableProcessors();
    assertThatThrownBy(() -> PASSWORDS.threads(processors + 1, 1))
        .hasMessageContaining("as many as processors");
    assertThatThrownBy(() -> PASSWORDS.threads(0, 1)).hasMessageContaining("not 0 and 1");
    assertThatThrownBy(() -> PASSWORDS.threads(1, 0)).hasMessageContaining("not 1 and 0");
    assertThat(PASSWORDS.threads(1, 2).pool()).isNotSameAs(PASSWORDS.pool());
  }

  @Test
  void aComparisonWithNoHashTakesOneHashAndIsWrong() {
    Passwords weak = Passwords.weak(1, 1);
    assertThat(weak.verify(new byte[] {1}, (StoredHash) null)).isFalse();
    assertThat(weak.verify(new byte[] {1}, password -> true)).isTrue();
  }

  @Test
  void nothingShownTellsAHash() {
    String hash = Passwords.weak(1, 1).hash("secret-word");
    assertThat(new User("ann", hash, "admin").toString())
        .isEqualTo("User[ann, roles [admin], scopes []]");
    assertThat(new User("ann", hash).disable().toString()).endsWith(", disabled]");
    assertThat(StoredHash.parse(hash).toString()).isEqualTo("argon2id m=16,t=1,p=1");
    assertThat(new BasicCredentials("ann", "secret-word").toString()).doesNotContain("secret");
    assertThatThrownBy(() -> new User(" ", hash)).hasMessage("a user needs a name");
  }
}
