package dev.covet.spi;

import dev.covet.http.MediaType;
import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.spi.ServingPlan.Placement;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known at start about a served route, for documents, lists and tests. Immutable.
 *
 * <p>A GET route answers HEAD too, without a body.
 *
 * @param method its method
 * @param pattern its whole pattern, as {@code /users/{id:long}}
 * @param place where it was declared, as {@code App.java:12}
 * @param name its unique name, or null
 * @param summary what it does in a line, perhaps empty
 * @param description what it does in paragraphs of Markdown, perhaps empty
 * @param tags what it is grouped by
 * @param deprecated whether it should not be used any more
 * @param hidden whether it stays out of documents
 * @param style how it was declared
 * @param placement where its handler runs
 * @param parameters what it reads beside the body; all parameters of the path are there, in the
 *     order of the pattern and first
 * @param body what it reads as its body, or null if that is not known to be anything
 * @param result what it answers when all is well
 * @param answers further answers that were declared
 * @param failures statuses of problem details that it can answer by what it reads and answers,
 *     lowest first; those of middleware and handler are not known
 * @param security one of these must be fulfilled; empty: nothing is asked
 */
public record RouteDescription(
    Method method,
    String pattern,
    String place,
    @Nullable String name,
    String summary,
    String description,
    List<String> tags,
    boolean deprecated,
    boolean hidden,
    Style style,
    Placement placement,
    List<Parameter> parameters,
    @Nullable Content body,
    Result result,
    List<Answer> answers,
    List<Status> failures,
    List<Requirement> security) {

  /** Copies the lists. */
  public RouteDescription {
    tags = List.copyOf(tags);
    parameters = List.copyOf(parameters);
    answers = List.copyOf(answers);
    failures = List.copyOf(failures);
    security = List.copyOf(security);
  }

  /** How a route was declared. */
  public enum Style {
    /** A handler that reads the request itself. */
    LAMBDA,
    /** A handler with a record as its input. */
    TYPED,
    /** A method of a controller. */
    CONTROLLER
  }

  /** Where a parameter is. */
  public enum In {
    /** The path. */
    PATH,
    /** The query. */
    QUERY,
    /** A header field. */
    HEADER,
    /** A cookie. */
    COOKIE,
    /** A form in the body. */
    FORM
  }

  /**
   * A parameter. Those of a record within the input have dotted names.
   *
   * @param name its name on the wire
   * @param in where it is
   * @param type what it becomes, without an Optional around it; for a repeated one the collection
   * @param annotated the same as it was declared, or null if it was given as a class
   * @param annotations what stands at the component or parameter, or at its type
   * @param required whether a request without it is refused
   * @param repeated whether it may come several times; {@code type} is a collection then
   * @param standard the text that stands for it if it is absent, or null
   * @param notation for a type of the application's own: how its text must be, as {@code an order
   *     number }; null for types that Covet converts itself
   * @param bounds what a whole number may be by Covet's own annotations, or null; constraints stand
   *     among the annotations
   * @param description what it means, perhaps empty
   * @param example an example as it would be written, or null
   * @param deprecated whether it should not be sent any more
   */
  public record Parameter(
      String name,
      In in,
      Type type,
      @Nullable AnnotatedType annotated,
      List<Annotation> annotations,
      boolean required,
      boolean repeated,
      @Nullable String standard,
      @Nullable String notation,
      @Nullable Bounds bounds,
      String description,
      @Nullable String example,
      boolean deprecated) {
    /** Copies the list. */
    public Parameter {
      annotations = List.copyOf(annotations);
    }
  }

  /**
   * What a whole number may be.
   *
   * @param least the smallest
   * @param most the largest
   */
  public record Bounds(int least, int most) {}

  /** How a body is read. */
  public enum ContentKind {
    /** As one JSON value. */
    JSON,
    /** As a form, parameter by parameter. */
    FORM,
    /** As text. */
    TEXT,
    /** As it is. */
    BYTES,
    /** As it comes. */
    STREAM
  }

  /**
   * The body of requests.
   *
   * @param kind how it is read
   * @param mediaTypes what it is sent as; text and bytes are taken as any other type, too
   * @param fields the parameters of a form, else empty
   * @param type what it becomes, without an Optional around it; for a form nothing that counts
   * @param annotated the same as it was declared, or null if it was given as a class, or is a form
   * @param annotations what stands at the component or parameter, or at its type
   * @param required whether a request without it is refused
   * @param maxBytes the largest size in bytes
   * @param description what it means, perhaps empty
   * @param example an example as it would be sent, or null
   */
  public record Content(
      ContentKind kind,
      List<MediaType> mediaTypes,
      List<Parameter> fields,
      Type type,
      @Nullable AnnotatedType annotated,
      List<Annotation> annotations,
      boolean required,
      long maxBytes,
      String description,
      @Nullable String example) {
    /** Copies the lists. */
    public Content {
      mediaTypes = List.copyOf(mediaTypes);
      fields = List.copyOf(fields);
      annotations = List.copyOf(annotations);
    }
  }

  /** What a route answers when all is well. */
  public sealed interface Result {
    /**
     * A value.
     *
     * @param status its status, or null if it is one from 200 to 299 that is not known
     * @param type its type, without Optional, CompletionStage or Response around it; what is
     *     streamed element by element is a List of them
     * @param annotated the same as it was declared, or null if that is not known
     * @param mediaTypes what it is sent as
     * @param nullable whether 204 without a body may stand for it
     * @param example an example as it would be sent, or null
     */
    record Value(
        @Nullable Status status,
        Type type,
        @Nullable AnnotatedType annotated,
        List<MediaType> mediaTypes,
        boolean nullable,
        @Nullable String example)
        implements Result {
      /** Copies the list. */
      public Value {
        mediaTypes = List.copyOf(mediaTypes);
      }
    }

    /**
     * An answer without a body.
     *
     * @param status its status
     */
    record Empty(Status status) implements Result {}

    /** Nothing says what it is. */
    record Open() implements Result {}
  }

  /**
   * A further answer.
   *
   * @param status its status
   * @param description when it is given, perhaps empty
   * @param type the type of its body, or null if there is none
   * @param mediaTypes what that is sent as
   */
  public record Answer(
      Status status, String description, @Nullable Type type, List<MediaType> mediaTypes) {
    /** Copies the list. */
    public Answer {
      mediaTypes = List.copyOf(mediaTypes);
    }
  }

  /**
   * Something that a client must show.
   *
   * @param scheme the name of a security scheme
   * @param scopes what it must allow
   */
  public record Requirement(String scheme, List<String> scopes) {
    /** Copies the list. */
    public Requirement {
      scopes = List.copyOf(scopes);
    }
  }
}
