package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.spi.RouteDescription.Answer;
import dev.covet.spi.RouteDescription.Requirement;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a route says about itself; collected until the application starts. */
final class RouteStatements {
  /**
   * A body that was told.
   *
   * @param mediaType what it is sent as, or null for what its type is sent as
   */
  record Told(Type type, @Nullable MediaType mediaType) {
    MediaType sentAs() {
      return mediaType == null ? mediaTypeOf(type) : mediaType;
    }
  }

  String summary = "";
  String description = "";
  final List<String> tags = new ArrayList<>();
  boolean deprecated;
  boolean hidden;
  final List<DeclaredParam> params = new ArrayList<>();
  @Nullable Told body;
  @Nullable String bodyExample;
  @Nullable Told result;
  @Nullable Status status;
  @Nullable String resultExample;
  final List<Answer> answers = new ArrayList<>();

  /** Rules that must hold for who uses the route. */
  final List<Access> access = new ArrayList<>();

  /** Whether everyone may use the route. */
  boolean anonymous;

  /** One of these must be fulfilled; null if the route says nothing. */
  @Nullable List<Requirement> security;

  /** A further answer; failures are problem details if nothing else is said. */
  void answer(Status status, String text, @Nullable Type type) {
    Type sent = type == null && status.code() >= 400 ? Problem.class : type;
    List<MediaType> mediaTypes = sent == null ? List.of() : List.of(mediaTypeOf(sent));
    answers.add(new Answer(status, text, sent, mediaTypes));
  }

  void require(String scheme, String... scopes) {
    security = required(security, scheme, scopes);
  }

  /** One alternative more. */
  static List<Requirement> required(
      @Nullable List<Requirement> before, String scheme, String... scopes) {
    List<Requirement> all = new ArrayList<>(before == null ? List.of() : before);
    all.add(new Requirement(scheme, List.of(scopes)));
    return all;
  }

  /** What a value of this type is sent as. */
  static MediaType mediaTypeOf(Type type) {
    if (type == Problem.class) {
      return MediaType.PROBLEM;
    }
    return ContentKinds.mediaType(ContentKinds.of(type));
  }
}
