package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.http.Status;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.Result;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a route declares of the media types of its bodies, in both directions.
 *
 * @param produces what results are sent as, the best first; empty if nothing is declared
 * @param consumes what bodies are taken; empty if nothing is declared
 */
record ContentRules(List<MediaType> produces, List<MediaType> consumes) {
  static final ContentRules NONE = new ContentRules(List.of(), List.of());

  static List<MediaType> parse(String... texts) {
    if (texts.length == 0) {
      throw new IllegalArgumentException("no media type is named");
    }
    return Arrays.stream(texts).map(MediaType::parse).toList();
  }

  /** Statuses that these rules answer with. */
  Set<Status> failures() {
    Set<Status> failures = new HashSet<>();
    if (!produces.isEmpty()) {
      failures.add(Failure.NOT_ACCEPTABLE.status());
    }
    if (!consumes.isEmpty()) {
      failures.add(Failure.WRONG_MEDIA_TYPE.status());
    }
    return failures;
  }

  /** A body as it is taken. */
  @Nullable Content described(@Nullable Content body) {
    return body == null || consumes.isEmpty()
        ? body
        : new Content(
            body.kind(),
            consumes,
            body.fields(),
            body.type(),
            body.annotated(),
            body.annotations(),
            body.required(),
            body.maxBytes(),
            body.description(),
            body.example());
  }

  /** A result as it is sent. */
  Result described(Result result) {
    return result instanceof Result.Value value && !produces.isEmpty()
        ? new Result.Value(
            value.status(),
            value.type(),
            value.annotated(),
            produces,
            value.nullable(),
            value.example())
        : result;
  }

  boolean isEmpty() {
    return produces.isEmpty() && consumes.isEmpty();
  }

  /** The handler within these rules: it answers with responses that are complete. */
  Handler<Response<?>> around(Handler<?> handler, ResultType result, Declaration declaration) {
    Consumption consumption = consumes.isEmpty() ? null : new Consumption(consumes);
    Negotiation negotiation =
        produces.isEmpty() ? null : Negotiation.of(produces, result, declaration);
    return request -> answer(request, handler, result, consumption, negotiation);
  }

  private static Response<?> answer(
      Request request,
      Handler<?> handler,
      ResultType result,
      @Nullable Consumption consumption,
      @Nullable Negotiation negotiation)
      throws Exception {
    if (consumption != null) {
      consumption.check(request);
    }
    if (negotiation == null) {
      return Values.toResponse(handler.handle(request), result);
    }
    MediaType chosen = negotiation.choose(request);
    Object value = handler.handle(request);
    return negotiation.represent(
        Values.toResponse(value, result), chosen, value instanceof Response);
  }
}
