package dev.covet.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.covet.spi.OffLoop;
import dev.covet.spi.OutsideCall.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes a code for tokens (RFC 6749, section 4.1.3).
 *
 * @param secret of the client; null if it has none and PKCE alone protects it
 */
record TokenRequest(String client, @Nullable String secret, URI callback) {
  /**
   * {@return the tokens}
   *
   * @throws LoginRefusedException if the provider does not take the code
   * @throws IOException if it can not be asked
   */
  OidcTokens send(ProviderMetadata provider, String code, String verifier)
      throws IOException, InterruptedException, LoginRefusedException {
    HttpRequest request = request(provider, code, verifier);
    Answer answer = OffLoop.call(() -> Provider.CALL.send(request));
    if (answer.status() >= 500) {
      throw new IOException(provider.token() + " answered " + answer.status());
    }
    Map<String, Object> json = json(answer.body());
    if (answer.status() != 200) {
      throw new LoginRefusedException(
          "code refused: " + (json.get("error") instanceof String error ? error : answer.status()));
    }
    return OidcTokens.of(json);
  }

  private HttpRequest request(ProviderMetadata provider, String code, String verifier) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", callback.toString());
    form.put("code_verifier", verifier);
    HttpRequest.Builder request = HttpRequest.newBuilder(provider.token());
    if (secret == null) {
      form.put("client_id", client);
    } else if (provider.postsSecret()) {
      form.put("client_id", client);
      form.put("client_secret", secret);
    } else {
      // Encoded before they are joined: RFC 6749, section 2.3.1.
      String pair = encoded(client) + ":" + encoded(secret);
      byte[] bytes = pair.getBytes(StandardCharsets.US_ASCII);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(urlEncoded(form)))
        .build();
  }

  private static Map<String, Object> json(byte[] body) throws LoginRefusedException {
    try {
      return JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new LoginRefusedException("the token answer is no JSON object");
    }
  }

  static String urlEncoded(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
