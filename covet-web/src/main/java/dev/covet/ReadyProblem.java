package dev.covet;

import dev.covet.http.Problem;

/**
 * A refusal that is made once at start, as JSON and as a page, because a flood gets many of them.
 * Whoever refuses adds the fields that differ.
 */
final class ReadyProblem {
  private final Problem problem;
  private final Response<?> json;
  private final Response<?> html;

  ReadyProblem(Problem problem) {
    this.problem = problem;
    this.json = Response.problem(problem);
    this.html = Response.html(problem.toHtml()).status(problem.status());
  }

  /** For an answer on the event loop. */
  Response<?> response(Request request) {
    return ErrorMapping.prefersHtml(request) ? html : json;
  }

  /** For a failure of middleware, which is answered like any other. */
  HttpException exception() {
    return new HttpException(problem);
  }
}
