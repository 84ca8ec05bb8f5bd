package dev.covet.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.AuthenticationException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each algorithm is taken, from its own key and no other. */
class AlgorithmsTest {
  private static final Map<JwtAlgorithm, JwtIssuer> ISSUERS = new EnumMap<>(JwtAlgorithm.class);

  /** Keys of RSA take long to find: one for each algorithm is enough. */
  private static JwtIssuer issuer(JwtAlgorithm algorithm) {
    return ISSUERS.computeIfAbsent(algorithm, each -> JwtIssuer.create("https://id.test", each));
  }

  @ParameterizedTest
  @EnumSource
  void anHonestTokenIsTakenAndAChangedOneIsNot(JwtAlgorithm algorithm) throws Exception {
    JwtIssuer issuer = issuer(algorithm);
    String token = issuer.token("ann", "orders").scopes("a", "b").roles("admin").sign();
    JwtAuthentication jwt = JwtAuthentication.of(issuer.keys(), "https://id.test", "orders");

    JwtPrincipal ann = jwt.check(token);

    assertThat(ann.name()).isEqualTo("ann");
    assertThat(ann.scopes()).containsExactlyInAnyOrder("a", "b");
    assertThat(ann.roles()).containsExactly("admin");
    int middle = token.lastIndexOf('.') + 10;
    char other = token.charAt(middle) == 'A' ? 'B' : 'A';
    assertThatThrownBy(
            () -> jwt.check(token.substring(0, middle) + other + token.substring(middle + 1)))
        .isInstanceOf(AuthenticationException.class);
    JwtIssuer stranger = JwtIssuer.create("https://id.test", algorithm);
    assertThatThrownBy(() -> jwt.check(stranger.token("ann", "orders").sign()))
        .isInstanceOf(AuthenticationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aKeptKeySignsAsBefore(JwtAlgorithm algorithm) throws Exception {
    JwtIssuer issuer = issuer(algorithm);
    JwtIssuer again = JwtIssuer.of("https://id.test", issuer.privateKey());
    JwtAuthentication jwt = JwtAuthentication.of(issuer.keys(), "https://id.test", "orders");
    assertThat(jwt.check(again.token("ann", "orders").sign()).name()).isEqualTo("ann");
    assertThat(again).hasToString("JwtIssuer[https://id.test]");
    assertThat(again.name()).isEqualTo("https://id.test");
  }

  @ParameterizedTest
  @EnumSource(
      value = JwtAlgorithm.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HS256", "HS384", "HS512"})
  void publishedKeysTellNothingSecretAndCheckTokens(JwtAlgorithm algorithm) throws Exception {
    JwtIssuer issuer = issuer(algorithm);
    assertThat(issuer.published()).doesNotContain("\"d\"").doesNotContain("\"p\"");
    JwtAuthentication jwt =
        JwtAuthentication.of(JwtKeys.set(issuer.published()), "https://id.test", "orders");
    assertThat(jwt.check(issuer.token("ann", "orders").sign()).name()).isEqualTo("ann");
  }

  @Test
  void aSecretIsNotPublished() {
    assertThatThrownBy(() -> JwtIssuer.create("x", JwtAlgorithm.HS256).published())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ES256");
  }

  @Test
  void keysOfTheJdkAreTaken() throws Exception {
    KeyPair ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    for (JwtKeys keys :
        List.of(
            JwtKeys.key(JwtAlgorithm.ED25519, ed.getPublic()),
            JwtKeys.pem(JwtAlgorithm.ED25519, pem(ed.getPublic().getEncoded())))) {
      for (String name : List.of("EdDSA", "Ed25519")) {
        String header = "{\"alg\":\"" + name + "\",\"kid\":\"any\"}";
        byte[] input = Forge.input(header, Forge.CLAIMS);
        String token =
            Forge.token(header, Forge.CLAIMS, Forge.signature("Ed25519", ed.getPrivate(), input));
        assertThat(Forge.authentication(keys).check(token).name()).isEqualTo("ann");
        String cut = Forge.token(header, Forge.CLAIMS, new byte[63]);
        assertThatThrownBy(() -> Forge.authentication(keys).check(cut))
            .isInstanceOf(AuthenticationException.class);
      }
    }
    JwtKeys rsa = JwtKeys.pem(JwtAlgorithm.RS256, pem(Forge.RSA.getPublic().getEncoded()));
    JwtKeys ec = JwtKeys.key(JwtAlgorithm.ES256, Forge.EC.getPublic());
    JwtKeys mac = JwtKeys.secret(JwtAlgorithm.HS256, Forge.SECRET);
    assertThat(
            Forge.authentication(rsa)
                .check(Forge.rs256(Forge.header("RS256", "x"), Forge.CLAIMS))
                .name())
        .isEqualTo("ann");
    assertThat(
            Forge.authentication(ec).check(Forge.es256("{\"alg\":\"ES256\"}", Forge.CLAIMS)).name())
        .isEqualTo("ann");
    assertThat(
            Forge.authentication(mac)
                .check(Forge.hs256("{\"alg\":\"HS256\"}", Forge.CLAIMS))
                .name())
        .isEqualTo("ann");
  }

  private static String pem(byte[] encoded) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----\n";
  }

  @Test
  void keysThatDoNotFitAreToldWithTheReason() throws Exception {
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    KeyPair weak = small.generateKeyPair();
    refused(() -> JwtKeys.key(JwtAlgorithm.RS256, weak.getPublic()), "1024 bits");
    refused(() -> JwtKeys.key(JwtAlgorithm.ES256, Forge.RSA.getPublic()), "not for ES256");
    refused(() -> JwtKeys.key(JwtAlgorithm.ES256, Forge.EC384.getPublic()), "not for ES256");
    refused(() -> JwtKeys.key(JwtAlgorithm.HS256, Forge.RSA.getPublic()), "not for HS256");
    refused(() -> JwtKeys.secret(JwtAlgorithm.HS256, new byte[31]), "");
    refused(() -> JwtKeys.secret(JwtAlgorithm.HS512, new byte[32]), "not for HS512");
    refused(
        () ->
            JwtKeys.key(
                JwtAlgorithm.ED25519,
                KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic()),
        "are for tokens");
    refused(() -> JwtKeys.pem(JwtAlgorithm.RS256, "hello"), "BEGIN PUBLIC KEY");
    refused(() -> JwtKeys.pem(JwtAlgorithm.RS256, pem(new byte[] {1, 2, 3})), "neither");
    refused(() -> JwtKeys.set("{}"), "no array 'keys'");
    refused(() -> JwtKeys.set("[]"), "not a JSON Web Key Set");
    refused(() -> JwtIssuer.of("x", "{}"), "not a JSON Web Key");
    String open = Forge.jwk((RSAPublicKey) Forge.RSA.getPublic(), "a", ",\"alg\":\"RS256\"");
    refused(() -> JwtIssuer.of("x", open), "private");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"use\":\"enc\"",
        ",\"key_ops\":[\"encrypt\"]",
        ",\"alg\":\"ES256\"",
        ",\"alg\":\"none\"",
        ",\"alg\":\"RSA-OAEP\""
      })
  void aSetWithAKeyForSomethingElseIsToldWithItsName(String more) {
    String json =
        "{\"keys\":[" + Forge.jwk((RSAPublicKey) Forge.RSA.getPublic(), "mine", more) + "]}";
    assertThatThrownBy(() -> JwtKeys.set(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'mine'");
  }

  @Test
  void aSecretInASetMustNameItsAlgorithm() {
    refused(
        () -> JwtKeys.set("{\"keys\":[" + Forge.secretJwk(Forge.SECRET, "m", "") + "]}"), "(alg)");
  }

  private interface Making {
    Object make() throws Exception;
  }

  private static void refused(Making making, String part) {
    assertThatThrownBy(making::make)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }

  @Test
  void aTokenWithoutKidIsOnlyTakenWhereItsKeyIsAlone() throws Exception {
    RSAPublicKey rsa = (RSAPublicKey) Forge.RSA.getPublic();
    RSAPublicKey other = (RSAPublicKey) Forge.OTHER_RSA.getPublic();
    String two = "{\"keys\":[" + Forge.jwk(rsa, "a", "") + "," + Forge.jwk(other, "b", "") + "]}";
    String token = Forge.rs256("{\"alg\":\"RS256\"}", Forge.CLAIMS);
    assertThatThrownBy(() -> Forge.authentication(JwtKeys.set(two)).check(token))
        .isInstanceOf(AuthenticationException.class);
    String named = Forge.rs256(Forge.header("RS256", "a"), Forge.CLAIMS);
    assertThat(Forge.authentication(JwtKeys.set(two)).check(named).name()).isEqualTo("ann");
  }
}
