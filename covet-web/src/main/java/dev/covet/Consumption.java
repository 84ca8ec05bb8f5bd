package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.http.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The bodies that a route declares to take. */
record Consumption(List<MediaType> taken) {
  /**
   * Refuses others.
   *
   * @throws HttpException 415, with the fields that tell what is taken (RFC 9110, section 15.5.16)
   */
  void check(Request request) {
    RequestBody body = request.body();
    if (body.length() == 0) {
      return;
    }
    Optional<MediaType> given = body.type();
    if (given.isPresent() && taken.stream().anyMatch(type -> type.covers(given.get()))) {
      return;
    }
    String names = taken.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    HttpException refused =
        Failure.WRONG_MEDIA_TYPE
            .because("the body must be " + names + given.map(type -> ", not " + type).orElse(""))
            .header("Accept", names);
    if (request.method() == Method.POST) {
      refused.header("Accept-Post", names);
    } else if (request.method() == Method.PATCH) {
      refused.header("Accept-Patch", names);
    }
    throw refused;
  }
}
