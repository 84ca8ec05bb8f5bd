package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test vectors of others, and what is no hash. */
class StoredHashTest {
  private static boolean matches(String hash, String password) {
    return StoredHash.parse(hash).matches(password.getBytes(StandardCharsets.UTF_8));
  }

  private static String phc(String hex) {
    return Base64.getEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static String phcText(String text) {
    return phc(HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Of the reference implementation of Argon2, test.c. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA"
      })
  void argon2(String hash) {
    assertThat(matches(hash, "password")).isTrue();
    assertThat(matches(hash, "passworD")).isFalse();
  }

  /** Of crypt_blowfish, wrapper.c. */
  @ParameterizedTest
  @CsvSource({
    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW, U*U",
    "$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK, U*U*"
  })
  void bcrypt(String hash, String password) {
    assertThat(matches(hash, password)).isTrue();
    assertThat(matches(hash, password + "*")).isFalse();
  }

  /** RFC 7914, section 12. */
  @Test
  void scrypt() {
    String output =
        phc(
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
    String hash = "$scrypt$ln=14,r=8,p=1$" + phcText("SodiumChloride") + "$" + output;
    assertThat(matches(hash, "pleaseletmein")).isTrue();
    assertThat(matches(hash, "pleaseletmeout")).isFalse();
  }

  /** RFC 7914, section 11. */
  @Test
  void pbkdf2() {
    String output =
        phc(
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d");
    String hash = "$pbkdf2-sha256$i=80000,l=64$" + phcText("NaCl") + "$" + output;
    assertThat(matches(hash, "Password")).isTrue();
    assertThat(matches(hash, "password")).isFalse();
  }

  @Test
  void pbkdf2WithALongerHash() throws Exception {
    var spec =
        new javax.crypto.spec.PBEKeySpec(
            "p\u00e4ssword".toCharArray(),
            "salty-salt".getBytes(StandardCharsets.US_ASCII),
            10,
            512);
    byte[] output =
        javax.crypto.SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
            .generateSecret(spec)
            .getEncoded();
    String hash =
        "$pbkdf2-sha512$i=10$"
            + phcText("salty-salt")
            + "$"
            + phc(HexFormat.of().formatHex(output));
    assertThat(matches(hash, "p\u00e4ssword")).isTrue();
    assertThat(matches(hash, "passw\u00f6rd")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "$1$abc$def",
        "$argon2id$",
        "$argon2x$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65",
        "$argon2id$v=19$t=2,m=256,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=262145,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=101,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=17$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQAA$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$2a$05$CCCCCCCCCCCCCCCCCCCCC.",
        "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$scrypt$ln=14,r=8$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs",
        "$scrypt$ln=24,r=8,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs",
        "$scrypt$ln=0,r=8,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs",
        "$scrypt$ln=60,r=8,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs",
        "$scrypt$ln=4,r=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs",
        "$scrypt$ln=4,r=8,p=99$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs",
        "$scrypt$ln=4,r=8,p=1$c29tZXNhbHQAA$nf65EOgLrQMR/uIPnA4rEs",
        "$pbkdf2-sha1$i=1000$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs",
        "$pbkdf2-sha256$i=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs",
        "$pbkdf2-sha256$i=99999999$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEs"
      })
  void whatIsNoHashOrTooDearIsRefusedAndNotTold(String hash) {
    assertThatThrownBy(() -> StoredHash.parse(hash))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a stored hash of a password can not be used: ")
        .message()
        .doesNotContain("c29tZXNhbHQ", "CCCC");
  }

  @Test
  void onlyAHashOfTodaysKindAndParametersStays() {
    Passwords weak = Passwords.weak(1, 1);
    String mine = weak.hash("secret");
    assertThat(weak.needsRehash(mine)).isFalse();
    assertThat(weak.needsRehash(mine.replace("argon2id", "argon2i"))).isTrue();
    assertThat(weak.needsRehash(mine.replace("v=19", "v=16"))).isTrue();
    assertThat(weak.needsRehash(mine.replace("m=16", "m=17"))).isTrue();
    assertThat(weak.needsRehash(mine.replace("p=1", "p=2"))).isTrue();
    assertThat(weak.needsRehash("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
        .isTrue();
  }
}
