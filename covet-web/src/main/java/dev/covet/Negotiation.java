package dev.covet;

import dev.covet.http.Accept;
import dev.covet.http.MediaType;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The representations that a route declares (RFC 9110, section 12.5.1). Routes that declare none
 * have none of this and disregard Accept, as the section allows.
 */
final class Negotiation {
  /** What is sent as it is, whatever it is called. */
  private static final Set<Class<?>> READY =
      Set.of(String.class, byte[].class, InputStream.class, Path.class);

  private final List<MediaType> offered;
  private final Codecs codecs;

  private Negotiation(List<MediaType> offered, Codecs codecs) {
    this.offered = offered;
    this.codecs = codecs;
  }

  /**
   * Checks what can be known of the results at start.
   *
   * @throws IllegalStateException if nothing writes what is declared
   */
  static Negotiation of(List<MediaType> offered, ResultType result, Declaration declaration) {
    Codecs codecs = declaration.codecs();
    Class<?> type = result.innermost();
    for (MediaType media : offered) {
      check(media, type, result, declaration);
    }
    if (offered.size() > 1 && READY.contains(type) && !result.isResponse()) {
      throw declaration.wrong(
          "produces",
          "a " + type.getSimpleName() + " is sent as it is, and can not be each of " + offered,
          "declare one of them, or answer with a value that is written");
    }
    return new Negotiation(offered, codecs);
  }

  private static void check(
      MediaType media, Class<?> type, ResultType result, Declaration declaration) {
    if (media.type().equals("*") || media.subtype().equals("*")) {
      throw declaration.wrong(
          "produces", media + " is a range and no media type", "name what is sent");
    }
    if (type == void.class) {
      throw declaration.wrong("produces", "nothing is answered", "remove it, or return a value");
    }
    if (type == Object.class || READY.contains(type) || media.isJson()) {
      return;
    }
    if (declaration.codecs().writer(media, type) == null || result.isStreamed()) {
      throw declaration.wrong(
          "produces",
          (result.isStreamed()
                  ? "streamed elements are"
                  : "nothing writes " + Declaration.nameOf(type))
              + (result.isStreamed() ? " written as JSON only, not as " : " as ")
              + media,
          result.isStreamed()
              ? "return a List"
              : "declare app.writer(\"" + media + "\", " + type.getSimpleName() + ".class, …)");
    }
  }

  /**
   * Chooses, before the handler runs.
   *
   * @throws HttpException 406 if the client takes none of them
   */
  MediaType choose(Request request) {
    List<String> fields = request.header("Accept").list();
    if (fields.isEmpty()) {
      return offered.getFirst();
    }
    Accept accept = Accept.parse(fields);
    MediaType best = offered.getFirst();
    for (MediaType other : offered) {
      best = accept.quality(other) > accept.quality(best) ? other : best;
    }
    if (accept.quality(best) > 0) {
      return best;
    }
    List<String> names = offered.stream().map(MediaType::toString).toList();
    HttpException refused =
        Failure.NOT_ACCEPTABLE
            .because("there is only " + names.stream().collect(Collectors.joining(", ")))
            .with("available", names);
    throw offered.size() > 1 ? refused.header("Vary", "Accept") : refused;
  }

  /**
   * The response as the chosen media type.
   *
   * @param own whether the handler has answered with a response of its own
   */
  Response<?> represent(Response<?> response, MediaType chosen, boolean own) {
    Response<?> represented =
        switch (response.body()) {
          case JsonBody json -> value(response, json, chosen);
          case JsonArrayBody array when chosen.isJson() -> response.type(chosen);
          case JsonArrayBody array ->
              throw new IllegalStateException(
                  "streamed elements are written as JSON only, not as " + chosen);
          case ResponseBody body when own || body.kind() == ResponseBody.Kind.EMPTY -> response;
          default -> response.type(ready(chosen));
        };
    return offered.size() > 1 ? represented.addHeader("Vary", "Accept") : represented;
  }

  private Response<?> value(Response<?> response, JsonBody json, MediaType chosen) {
    if (chosen.isJson()) {
      return response.type(chosen);
    }
    Codecs.Writer writer = codecs.writer(chosen, json.value().getClass());
    if (writer == null) {
      throw new IllegalStateException(
          "nothing writes " + json.value().getClass().getName() + " as " + chosen);
    }
    return response.withBody(new EncodedBody(json.value(), writer)).type(chosen);
  }

  /** Texts are sent in UTF-8. */
  private static MediaType ready(MediaType chosen) {
    return chosen.type().equals("text") && chosen.parameters().isEmpty()
        ? MediaType.parse(chosen + "; charset=utf-8")
        : chosen;
  }
}
