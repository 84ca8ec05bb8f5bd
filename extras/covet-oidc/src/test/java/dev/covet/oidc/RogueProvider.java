package dev.covet.oidc;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.jwt.JwtAlgorithm;
import dev.covet.jwt.JwtIssuer;
import dev.covet.jwt.JwtToken;
import dev.covet.test.TestServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A provider of which everything can be made otherwise. */
final class RogueProvider implements AutoCloseable {
  interface Tokens {
    Response<?> answer(Request request) throws Exception;
  }

  final TestServer server;
  final String issuer;
  final JwtIssuer keys;
  final AtomicInteger asked = new AtomicInteger();

  /** The last form that was posted for tokens. */
  final AtomicReference<Map<String, String>> form = new AtomicReference<>(Map.of());

  volatile UnaryOperator<Map<String, Object>> metadata = all -> all;
  volatile Tokens tokens = request -> Response.noContent();

  RogueProvider() {
    server =
        TestServer.start(
            app -> {
              app.get("/.well-known/openid-configuration", request -> metadata()).hidden();
              app.get("/jwks", request -> jwks()).hidden();
              app.post("/token", this::token).hidden();
            });
    issuer = "http://127.0.0.1:" + server.port();
    keys = JwtIssuer.create(issuer, JwtAlgorithm.ES256);
  }

  private Map<String, Object> metadata() {
    asked.incrementAndGet();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("issuer", issuer);
    all.put("authorization_endpoint", issuer + "/authorize?tenant=1");
    all.put("token_endpoint", issuer + "/token");
    all.put("jwks_uri", issuer + "/jwks");
    return metadata.apply(all);
  }

  private Response<String> jwks() {
    return Response.ok(keys.published()).header("Content-Type", "application/json");
  }

  private Response<?> token(Request request) throws Exception {
    Map<String, String> shown = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "grant_type", "code", "redirect_uri", "code_verifier", "client_id", "client_secret"
        }) {
      request.form(name).optional().ifPresent(value -> shown.put(name, value));
    }
    request.header("Authorization").optional().ifPresent(value -> shown.put("basic", value));
    form.set(shown);
    return tokens.answer(request);
  }

  /** An ID token as it should be. */
  JwtToken idToken(String nonce) {
    return keys.token("7f3a", "shop").claim("nonce", nonce).claim("name", "Ann");
  }

  static Response<?> ok(String idToken) {
    return Response.ok(
        Map.of(
            "id_token", idToken, "access_token", "at", "token_type", "Bearer", "expires_in", 60));
  }

  @Override
  public void close() {
    server.close();
  }
}
