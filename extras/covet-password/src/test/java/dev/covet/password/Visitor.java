package dev.covet.password;

import dev.covet.test.TestClient;
import dev.covet.test.TestRequest;
import dev.covet.test.TestResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser, as far as logins need one: keeps cookies, says where forms come from. */
final class Visitor {
  private final TestClient client;
  final Map<String, String> cookies = new LinkedHashMap<>();
  private final Map<String, String> fields = new LinkedHashMap<>();

  Visitor(TestClient client) {
    this.client = client;
    fields.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  }

  Visitor with(String field, String value) {
    fields.put(field, value);
    return this;
  }

  TestResponse get(String target) {
    return send(client.get(target));
  }

  /** Posts a form of this site. */
  TestResponse post(String target, String... form) {
    return send(client.post(target).header("Sec-Fetch-Site", "same-origin"), form);
  }

  /** Posts a form without a word about where it comes from. */
  TestResponse postBlindly(String target, String... form) {
    return send(client.post(target), form);
  }

  TestResponse login(String name, String password) {
    return post("/login", "username", name, "password", password);
  }

  private TestResponse send(TestRequest request, String... form) {
    fields.forEach(request::header);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    if (form.length > 0) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < form.length; i += 2) {
        body.append(i == 0 ? "" : "&").append(form[i]).append('=');
        body.append(URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8));
      }
      request.body("application/x-www-form-urlencoded", body.toString());
    }
    TestResponse answer = request.send();
    for (String set : answer.headers().all("set-cookie")) {
      String pair = set.split(";", 2)[0];
      String name = pair.substring(0, pair.indexOf('='));
      if (set.contains("Max-Age=0")) {
        cookies.remove(name);
      } else {
        cookies.put(name, pair.substring(pair.indexOf('=') + 1));
      }
    }
    return answer;
  }
}
