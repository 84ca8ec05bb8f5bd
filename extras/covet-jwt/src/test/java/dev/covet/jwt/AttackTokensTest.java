package dev.covet.jwt;

import static dev.covet.jwt.Forge.CLAIMS;
import static dev.covet.jwt.Forge.EC;
import static dev.covet.jwt.Forge.EC384;
import static dev.covet.jwt.Forge.OTHER_EC;
import static dev.covet.jwt.Forge.OTHER_RSA;
import static dev.covet.jwt.Forge.RSA;
import static dev.covet.jwt.Forge.SECRET;
import static dev.covet.jwt.Forge.base64;
import static dev.covet.jwt.Forge.es256;
import static dev.covet.jwt.Forge.header;
import static dev.covet.jwt.Forge.hs256;
import static dev.covet.jwt.Forge.input;
import static dev.covet.jwt.Forge.jwk;
import static dev.covet.jwt.Forge.mac;
import static dev.covet.jwt.Forge.rs256;
import static dev.covet.jwt.Forge.signature;
import static dev.covet.jwt.Forge.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.covet.AuthenticationException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that somebody would like to be taken. Each is named by what it tries. */
class AttackTokensTest {
  private static final String MAC = header("HS256", "mac");
  private static final String RS = header("RS256", "rsa");
  private static final String ES = header("ES256", "ec");

  private final JwtAuthentication jwt = Forge.authentication(JwtKeys.set(Forge.set()));

  @ParameterizedTest
  @MethodSource
  void theHonestOnesAreTaken(String token) throws AuthenticationException {
    assertThat(jwt.check(token).name()).isEqualTo("ann");
  }

  static List<String> theHonestOnesAreTaken() {
    return List.of(
        hs256(MAC, CLAIMS),
        rs256(RS, CLAIMS),
        es256(ES, CLAIMS),
        hs256("{\"alg\":\"HS256\"}", CLAIMS),
        es256("{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"at+jwt\"}", CLAIMS),
        es256("{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"application/JWT\"}", CLAIMS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void isRefused(String name, String token) {
    assertThatThrownBy(() -> jwt.check(token))
        .as(name)
        .isInstanceOfSatisfying(
            AuthenticationException.class,
            refusal -> {
              assertThat(refusal.reason()).as(name).isNotBlank();
              // Nothing of the token comes back in the header field of the answer.
              assertThat(refusal.detail())
                  .isIn(
                      "The token is wrong.",
                      "The token has expired.",
                      "The token is not good yet.",
                      "The token is for somewhere else.");
            });
  }

  @Test
  void theseAreMany() {
    assertThat(attacks().map(row -> row.get()[0]).distinct()).hasSizeGreaterThanOrEqualTo(90);
  }

  static Stream<Arguments> attacks() {
    return Stream.of(
            unsigned(), confused(), brought(), signatures(), forms(), headers(), claims(), times())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> unsigned() {
    byte[] none = {};
    String body = base64(CLAIMS);
    return Stream.of(
        arguments("alg none without signature", token("{\"alg\":\"none\"}", CLAIMS, none)),
        arguments("alg None", token("{\"alg\":\"None\"}", CLAIMS, none)),
        arguments("alg NONE", token("{\"alg\":\"NONE\"}", CLAIMS, none)),
        arguments("alg nOnE", token("{\"alg\":\"nOnE\"}", CLAIMS, none)),
        arguments("alg none with a signature", hs256("{\"alg\":\"none\"}", CLAIMS)),
        arguments("alg none, two parts", base64("{\"alg\":\"none\"}") + "." + body),
        arguments("alg empty", hs256("{\"alg\":\"\",\"kid\":\"mac\"}", CLAIMS)),
        arguments("no alg", hs256("{\"kid\":\"mac\"}", CLAIMS)),
        arguments("alg null", hs256("{\"alg\":null,\"kid\":\"mac\"}", CLAIMS)),
        arguments("alg a number", hs256("{\"alg\":256,\"kid\":\"mac\"}", CLAIMS)),
        arguments("alg a list", hs256("{\"alg\":[\"HS256\"],\"kid\":\"mac\"}", CLAIMS)),
        arguments("alg in lower case", hs256(header("hs256", "mac"), CLAIMS)),
        arguments("alg with a space", hs256(header("HS256 ", "mac"), CLAIMS)),
        arguments("signature left out", base64(ES) + "." + body + "."),
        arguments("signature left out, two parts", base64(ES) + "." + body),
        arguments("alg twice, none first", hs256("{\"alg\":\"none\",\"alg\":\"HS256\"}", CLAIMS)),
        arguments(
            "alg twice, none last", token("{\"alg\":\"HS256\",\"alg\":\"none\"}", CLAIMS, none)));
  }

  /** One key used as if it were for another algorithm. */
  private static Stream<Arguments> confused() {
    String hsRsa = header("HS256", "rsa");
    String hsEc = header("HS256", "ec");
    byte[] der = RSA.getPublic().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    byte[] modulus = ((RSAPublicKey) RSA.getPublic()).getModulus().toByteArray();
    return Stream.of(
        arguments(
            "HMAC with the RSA key in PEM",
            macWith(hsRsa, pem.getBytes(StandardCharsets.US_ASCII))),
        arguments(
            "HMAC with the RSA key in PEM, trimmed",
            macWith(hsRsa, pem.strip().getBytes(StandardCharsets.US_ASCII))),
        arguments("HMAC with the RSA key in DER", macWith(hsRsa, der)),
        arguments("HMAC with the RSA modulus", macWith(hsRsa, modulus)),
        arguments("HMAC with the EC key in DER", macWith(hsEc, EC.getPublic().getEncoded())),
        arguments(
            "HMAC with the RSA key as JWK",
            macWith(
                hsRsa,
                jwk((RSAPublicKey) RSA.getPublic(), "rsa", "").getBytes(StandardCharsets.UTF_8))),
        arguments("HMAC with an empty secret", macWith(MAC, new byte[1])),
        arguments(
            "HS512 with the key of HS256",
            token(
                header("HS512", "mac"),
                CLAIMS,
                mac("HmacSHA512", SECRET, input(header("HS512", "mac"), CLAIMS)))),
        arguments(
            "RS384 with the key of RS256",
            token(
                header("RS384", "rsa"),
                CLAIMS,
                signature(
                    "SHA384withRSA", RSA.getPrivate(), input(header("RS384", "rsa"), CLAIMS)))),
        arguments("PS256 named, PKCS 1 signed", rs256(header("PS256", "rsa"), CLAIMS)),
        arguments("RS256 named by the EC key", rs256(header("RS256", "ec"), CLAIMS)),
        arguments("ES256 named by the RSA key", es256(header("ES256", "rsa"), CLAIMS)),
        arguments(
            "ES256 of P-384",
            token(
                ES,
                CLAIMS,
                signature("SHA256withECDSAinP1363Format", EC384.getPrivate(), input(ES, CLAIMS)))),
        arguments(
            "ES384 of the P-256 key",
            token(
                header("ES384", "ec"),
                CLAIMS,
                signature(
                    "SHA384withECDSAinP1363Format",
                    EC.getPrivate(),
                    input(header("ES384", "ec"), CLAIMS)))),
        arguments("ES256K", es256(header("ES256K", "ec"), CLAIMS)),
        arguments("EdDSA of an EC key", es256(header("EdDSA", "ec"), CLAIMS)),
        arguments("an algorithm of encryption", es256(header("RSA-OAEP", "rsa"), CLAIMS)),
        arguments("dir", hs256(header("dir", "mac"), CLAIMS)));
  }

  private static String macWith(String header, byte[] secret) {
    return token(header, CLAIMS, mac("HmacSHA256", secret, input(header, CLAIMS)));
  }

  /** Tokens that bring or name their own key. */
  private static Stream<Arguments> brought() {
    String own = jwk((ECPublicKey) OTHER_EC.getPublic(), "ec", "P-256", "");
    String ownRsa = jwk((RSAPublicKey) OTHER_RSA.getPublic(), "rsa", "");
    return Stream.of(
        arguments("own key as jwk", byOther("{\"alg\":\"ES256\",\"jwk\":" + own + "}")),
        arguments(
            "own key as jwk with our kid",
            byOther("{\"alg\":\"ES256\",\"kid\":\"ec\",\"jwk\":" + own + "}")),
        arguments(
            "own RSA key as jwk",
            byOtherRsa("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"jwk\":" + ownRsa + "}")),
        arguments(
            "jku",
            byOther("{\"alg\":\"ES256\",\"kid\":\"ec\",\"jku\":\"https://evil.test/jwks\"}")),
        arguments(
            "jku, well signed",
            es256("{\"alg\":\"ES256\",\"kid\":\"ec\",\"jku\":\"https://evil.test/jwks\"}", CLAIMS)),
        arguments(
            "x5u, well signed",
            es256("{\"alg\":\"ES256\",\"kid\":\"ec\",\"x5u\":\"https://evil.test/c\"}", CLAIMS)),
        arguments(
            "x5c, well signed",
            es256("{\"alg\":\"ES256\",\"kid\":\"ec\",\"x5c\":[\"MIIB\"]}", CLAIMS)),
        arguments(
            "jwk, well signed",
            es256("{\"alg\":\"ES256\",\"kid\":\"ec\",\"jwk\":" + own + "}", CLAIMS)),
        arguments("another key under our kid", byOther(ES)),
        arguments("another RSA key under our kid", byOtherRsa(RS)),
        arguments("unknown kid", es256(header("ES256", "nobody"), CLAIMS)),
        arguments("kid with a path", es256(header("ES256", "../../dev/null"), CLAIMS)),
        arguments("kid with SQL", es256(header("ES256", "x' UNION SELECT 'k"), CLAIMS)),
        arguments("kid with a command", es256(header("ES256", "ec|whoami"), CLAIMS)),
        arguments("kid empty", es256(header("ES256", ""), CLAIMS)),
        arguments("kid a number", es256("{\"alg\":\"ES256\",\"kid\":1}", CLAIMS)),
        arguments("kid an object", es256("{\"alg\":\"ES256\",\"kid\":{\"a\":1}}", CLAIMS)),
        arguments(
            "kid twice", es256("{\"alg\":\"ES256\",\"kid\":\"nobody\",\"kid\":\"ec\"}", CLAIMS)));
  }

  private static String byOther(String header) {
    return token(
        header,
        CLAIMS,
        signature("SHA256withECDSAinP1363Format", OTHER_EC.getPrivate(), input(header, CLAIMS)));
  }

  private static String byOtherRsa(String header) {
    return token(
        header, CLAIMS, signature("SHA256withRSA", OTHER_RSA.getPrivate(), input(header, CLAIMS)));
  }

  private static Stream<Arguments> signatures() {
    byte[] right = signature("SHA256withECDSAinP1363Format", EC.getPrivate(), input(ES, CLAIMS));
    byte[] rsa = signature("SHA256withRSA", RSA.getPrivate(), input(RS, CLAIMS));
    byte[] mac = mac("HmacSHA256", SECRET, input(MAC, CLAIMS));
    BigInteger order = ((ECPublicKey) EC.getPublic()).getParams().getOrder();
    byte[] n = order.toByteArray();
    byte[] big = new byte[64];
    System.arraycopy(n, n.length - 32, big, 0, 32);
    System.arraycopy(n, n.length - 32, big, 32, 32);
    byte[] flipped = right.clone();
    flipped[63] ^= 1;
    byte[] rsaFlipped = rsa.clone();
    rsaFlipped[10] ^= 4;
    String changed = CLAIMS.replace("ann", "eve");
    byte[] one = new byte[64];
    one[31] = 1;
    one[63] = 1;
    return Stream.of(
        arguments("r and s are 0", token(ES, CLAIMS, new byte[64])),
        arguments("r and s are the order", token(ES, CLAIMS, big)),
        arguments("r and s are 1", token(ES, CLAIMS, one)),
        arguments("all bits set", token(ES, CLAIMS, filled(64))),
        arguments(
            "ECDSA in DER",
            token(ES, CLAIMS, signature("SHA256withECDSA", EC.getPrivate(), input(ES, CLAIMS)))),
        arguments("one bit is another", token(ES, CLAIMS, flipped)),
        arguments("one bit of RSA is another", token(RS, CLAIMS, rsaFlipped)),
        arguments("cut", token(ES, CLAIMS, Arrays.copyOf(right, 63))),
        arguments("longer", token(ES, CLAIMS, Arrays.copyOf(right, 65))),
        arguments("RSA cut", token(RS, CLAIMS, Arrays.copyOf(rsa, 255))),
        arguments("RSA with a zero before", token(RS, CLAIMS, before(rsa))),
        arguments("RSA of zeros", token(RS, CLAIMS, new byte[256])),
        arguments("RSA of ones", token(RS, CLAIMS, filled(256))),
        arguments("HMAC cut to 16 bytes", token(MAC, CLAIMS, Arrays.copyOf(mac, 16))),
        arguments("HMAC cut to 1 byte", token(MAC, CLAIMS, Arrays.copyOf(mac, 1))),
        arguments("HMAC longer", token(MAC, CLAIMS, Arrays.copyOf(mac, 33))),
        arguments("other claims under the signature", token(ES, changed, right)),
        arguments(
            "another header under the signature",
            token("{\"kid\":\"ec\",\"alg\":\"ES256\"}", CLAIMS, right)));
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }

  private static byte[] before(byte[] bytes) {
    byte[] longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 1, bytes.length);
    return longer;
  }

  private static Stream<Arguments> forms() {
    String good = hs256(MAC, CLAIMS);
    String[] parts = good.split("\\.");
    char last = good.charAt(good.length() - 1);
    // 32 bytes are 43 letters: the last one has two bits that belong to nothing.
    char twin = last == 'A' ? 'B' : (char) (last + 1);
    String header64 = base64(MAC + "\n".repeat(3 - MAC.length() % 3 == 3 ? 1 : 2));
    return Stream.of(
        arguments("empty", ""),
        arguments("dots alone", ".."),
        arguments("one part", parts[0]),
        arguments("four parts", good + "." + parts[2]),
        arguments("encrypted: five parts", good + ".AAAA.AAAA"),
        arguments("a dot at the end", good + "."),
        arguments("an empty payload", parts[0] + ".." + parts[2]),
        arguments("padding", good + "="),
        arguments("a new line at the end", good + "\n"),
        arguments("a space inside", parts[0] + " ." + parts[1] + "." + parts[2]),
        arguments("NUL", good + "\u0000"),
        arguments(
            "letters of plain base64",
            parts[0] + "." + parts[1] + "." + parts[2].replace('-', '+').replace('_', '/') + "+/+"),
        arguments(
            "a second spelling of the last letter", good.substring(0, good.length() - 1) + twin),
        arguments("not ASCII", good.replace('e', '\u0435')),
        arguments(
            "JSON serialisation",
            "{\"payload\":\""
                + parts[1]
                + "\",\"signatures\":[{\"protected\":\""
                + parts[0]
                + "\",\"signature\":\""
                + parts[2]
                + "\"}]}"),
        arguments(
            "a header that is no JSON", base64("alg=HS256") + "." + parts[1] + "." + parts[2]),
        arguments(
            "a header that is a list", base64("[\"HS256\"]") + "." + parts[1] + "." + parts[2]),
        arguments("white space after the header", header64 + "." + parts[1] + "." + parts[2]),
        arguments("too long", hs256(MAC, CLAIMS.replace("ann", "a".repeat(8 * 1024)))),
        arguments(
            "deeply nested", hs256(MAC, "{\"a\":" + "[".repeat(2_900) + "]".repeat(2_900) + "}")));
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        arguments(
            "crit unknown",
            hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"crit\":[\"x\"],\"x\":1}", CLAIMS)),
        arguments("crit empty", hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"crit\":[]}", CLAIMS)),
        arguments(
            "b64 false",
            hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"b64\":false,\"crit\":[\"b64\"]}", CLAIMS)),
        arguments(
            "b64 false without crit",
            hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"b64\":false}", CLAIMS)),
        arguments("zip", hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"zip\":\"DEF\"}", CLAIMS)),
        arguments("nested", hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"cty\":\"JWT\"}", CLAIMS)),
        arguments(
            "typ of a logout token",
            hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"typ\":\"logout+jwt\"}", CLAIMS)),
        arguments(
            "typ of a DPoP proof",
            hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"typ\":\"dpop+jwt\"}", CLAIMS)),
        arguments(
            "typ JOSE", hs256("{\"alg\":\"HS256\",\"kid\":\"mac\",\"typ\":\"JOSE\"}", CLAIMS)),
        arguments("enc", hs256("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"kid\":\"mac\"}", CLAIMS)));
  }

  private static Arguments claims(String name, String from, String to) {
    String changed = CLAIMS.replace(from, to);
    assertThat(changed).isNotEqualTo(CLAIMS);
    return arguments(name, hs256(MAC, changed));
  }

  private static Stream<Arguments> claims() {
    String iss = "\"iss\":\"https://id.test\"";
    String aud = "\"aud\":\"orders\"";
    String sub = "\"sub\":\"ann\"";
    return Stream.of(
        claims("no iss", iss + ",", ""),
        claims("another iss", iss, "\"iss\":\"https://evil.test\""),
        claims("iss with a slash more", iss, "\"iss\":\"https://id.test/\""),
        claims("iss a list", iss, "\"iss\":[\"https://id.test\"]"),
        claims("iss twice", iss, "\"iss\":\"https://evil.test\"," + iss),
        claims("no aud", aud + ",", ""),
        claims("another aud", aud, "\"aud\":\"billing\""),
        claims("aud in other case", aud, "\"aud\":\"Orders\""),
        claims("aud an empty list", aud, "\"aud\":[]"),
        claims("aud of others", aud, "\"aud\":[\"billing\",\"orders2\"]"),
        claims("aud with what is no text", aud, "\"aud\":[\"orders\",1]"),
        claims("aud an object", aud, "\"aud\":{\"orders\":1}"),
        claims("aud twice", aud, aud + ",\"aud\":\"billing\""),
        claims("no sub", sub + ",", ""),
        claims("sub a number", sub, "\"sub\":1"),
        claims("sub blank", sub, "\"sub\":\" \""),
        arguments("payload a list", hs256(MAC, "[" + CLAIMS + "]")),
        arguments("payload a text", hs256(MAC, "\"ann\"")),
        arguments("payload no JSON", hs256(MAC, "ann")),
        arguments("payload cut", hs256(MAC, CLAIMS.substring(0, CLAIMS.length() - 1))),
        arguments("payload with more behind", hs256(MAC, CLAIMS + "{}")),
        arguments("payload not UTF-8", notUtf8()));
  }

  private static String notUtf8() {
    byte[] claims = CLAIMS.replace("ann", "a?n").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < claims.length; i++) {
      if (claims[i] == '?') {
        claims[i] = (byte) 0xff;
      }
    }
    String signed = base64(MAC) + "." + base64(claims);
    return signed
        + "."
        + base64(mac("HmacSHA256", SECRET, signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Stream<Arguments> times() {
    String exp = "\"exp\":1800000300";
    String nbf = "\"nbf\":1799999990";
    return Stream.of(
        claims("expired", exp, "\"exp\":1799999970"),
        claims("no exp", exp + ",", ""),
        claims("exp null", exp, "\"exp\":null"),
        claims("exp a text", exp, "\"exp\":\"1800000300\""),
        claims("exp a list", exp, "\"exp\":[1800000300]"),
        claims("exp true", exp, "\"exp\":true"),
        claims("exp negative", exp, "\"exp\":-1"),
        claims("exp beyond a long", exp, "\"exp\":9223372036854775808"),
        claims("exp the last long", exp, "\"exp\":9223372036854775807"),
        claims("exp in milliseconds", exp, "\"exp\":1800000300000"),
        claims("exp huge", exp, "\"exp\":1e308"),
        claims("exp beyond a double", exp, "\"exp\":1e400"),
        claims("exp NaN", exp, "\"exp\":NaN"),
        claims("exp twice", exp, "\"exp\":1," + exp),
        claims("no nbf", nbf + ",", ""),
        claims("nbf to come", nbf, "\"nbf\":1800000031"),
        claims("nbf a text", nbf, "\"nbf\":\"1\""),
        claims("iat to come", nbf, nbf + ",\"iat\":1800000031"),
        claims("iat a text", nbf, nbf + ",\"iat\":\"now\""));
  }
}
