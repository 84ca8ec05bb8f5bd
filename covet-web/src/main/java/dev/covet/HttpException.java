package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import org.jspecify.annotations.Nullable;

/**
 * A failure with the status that answers it, sent as a problem detail (RFC 9457) whose text the
 * client may read. Below 500 it carries no stack trace: it is an answer, not a bug.
 */
public class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private transient Problem problem;
  private transient Headers headers = Headers.empty();

  /**
   * A failure.
   *
   * @param status 400 to 599
   * @param detail what went wrong; the client reads it
   * @throws IllegalArgumentException if the status is no error
   */
  public HttpException(int status, String detail) {
    this(Status.of(status), detail, null);
  }

  /**
   * A failure.
   *
   * @param status 400 to 599
   * @param detail what went wrong; the client reads it
   * @throws IllegalArgumentException if the status is no error
   */
  public HttpException(Status status, String detail) {
    this(status, detail, null);
  }

  /**
   * A failure with a cause, which the client does not see outside dev mode.
   *
   * @param status 400 to 599
   * @param detail what went wrong; the client reads it
   * @param cause why, or null
   * @throws IllegalArgumentException if the status is no error
   */
  public HttpException(Status status, String detail, @Nullable Throwable cause) {
    super(detail, cause, true, status.code() >= 500);
    if (status.code() < 400 || status.code() > 599) {
      throw new IllegalArgumentException(status + " is not the status of a failure");
    }
    this.problem = Problem.of(status, detail);
  }

  /** A refusal that is described already: no bug, whatever its status, so no stack trace. */
  HttpException(Problem problem) {
    super(problem.detail(), null, true, false);
    this.problem = problem;
  }

  /**
   * Adds a field to the answer.
   *
   * @param name the field's name
   * @param value its value
   * @return this
   * @throws IllegalArgumentException if name or value hold a forbidden character
   */
  public HttpException header(String name, String value) {
    headers = headers.add(name, value);
    return this;
  }

  /**
   * Adds a member to the problem detail.
   *
   * @param name the member's name
   * @param value String, Number, Boolean, null, or a List or Map of these
   * @return this
   */
  public HttpException with(String name, @Nullable Object value) {
    problem = problem.with(name, value);
    return this;
  }

  /** {@return the status} */
  public Status status() {
    return Status.of(problem.status());
  }

  /** {@return further fields of the answer} */
  public Headers headers() {
    return headers;
  }

  /** {@return the problem detail as it will be sent, without request id and instance} */
  public Problem problem() {
    return problem;
  }
}
