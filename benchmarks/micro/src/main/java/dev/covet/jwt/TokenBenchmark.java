package dev.covet.jwt;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to check a token whose key is at hand: at first, and when the same comes again. The
 * floor is the least that the library can do: read the token, check the signature, read the claims,
 * and look at none of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class TokenBenchmark {
  @Param({"HS256", "ES256"})
  JwtAlgorithm algorithm;

  private JwtAuthentication jwt;
  private JwtAuthentication forgetful;
  private JWSVerifier verifier;
  private String token;

  @Setup
  public void prepare() throws Exception {
    JwtIssuer issuer = JwtIssuer.create("https://id.example", algorithm);
    token =
        issuer
            .token("ann", "orders")
            .scopes("orders:read", "orders:write")
            .roles("admin")
            .lifetime(java.time.Duration.ofHours(1))
            .sign();
    jwt = JwtAuthentication.of(issuer.keys(), "https://id.example", "orders");
    forgetful = jwt.remember(0);
    JWK key = JWK.parse(issuer.privateKey());
    verifier =
        algorithm == JwtAlgorithm.HS256
            ? new MACVerifier(key.toOctetSequenceKey())
            : new ECDSAVerifier(key.toECKey());
  }

  @Benchmark
  public JwtPrincipal first() throws Exception {
    return forgetful.check(token);
  }

  @Benchmark
  public JwtPrincipal again() throws Exception {
    return jwt.check(token);
  }

  @Benchmark
  public JWTClaimsSet floor() throws Exception {
    SignedJWT parsed = SignedJWT.parse(token);
    if (!parsed.verify(verifier)) {
      throw new AssertionError("refused");
    }
    return parsed.getJWTClaimsSet();
  }
}
