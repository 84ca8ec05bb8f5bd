package dev.covet.oidc;

import dev.covet.test.TestClient;
import dev.covet.test.TestRequest;
import dev.covet.test.TestResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser with cookies, that goes nowhere by itself. */
final class Visitor {
  private final TestClient client;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  Visitor(TestClient client) {
    this.client = client;
  }

  TestResponse get(String target) {
    return send(client.get(target).header("Accept", "text/html"));
  }

  TestResponse send(TestRequest request) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    TestResponse response = request.send();
    for (String line : response.headers().all("Set-Cookie")) {
      String pair = line.substring(0, line.indexOf(';'));
      int equals = pair.indexOf('=');
      cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return response;
  }

  Map<String, String> cookies() {
    return cookies;
  }

  static Map<String, String> query(TestResponse redirect) {
    return query(URI.create(String.valueOf(redirect.header("Location"))));
  }

  static Map<String, String> query(URI uri) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : uri.getRawQuery().split("&")) {
      int equals = pair.indexOf('=');
      query.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }
}
