package dev.covet.checks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests of the JDK's client, with answers read as JSON. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Json() {}

  /**
   * An answer.
   *
   * @param response as it came
   */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      return MAPPER.readTree(response.body());
    }

    JsonNode at(String pointer) {
      return json().at(pointer);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /**
   * Sends a request.
   *
   * @param body the body, or an empty text for none
   * @param headers names and values
   */
  static Answer send(String method, String url, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    List<String> fields = new ArrayList<>(List.of(headers));
    if (!fields.isEmpty()) {
      request.headers(fields.toArray(String[]::new));
    }
    return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
  }
}
