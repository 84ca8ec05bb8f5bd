package dev.covet.cli;

import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.util.List;
import java.util.Locale;

/**
 * Why the application does not answer.
 *
 * @param title what is the matter, in a word or two
 * @param detail what that means, in a sentence
 * @param text what a tool or the application said, as a terminal shows it; may be empty
 * @param mistakes of the compiler
 * @param passing whether it ends by itself, in a moment
 */
record Trouble(String title, String detail, String text, List<Mistake> mistakes, boolean passing) {
  private static final String AGAIN = "it is tried again at the next change of a file";

  /** While one application has ended and the next does not listen yet. */
  static Trouble starting() {
    return new Trouble("Starting", "The application is being started.", "", List.of(), true);
  }

  /** The compiler found errors. */
  static Trouble of(Compilation failed) {
    int count = failed.mistakes().size();
    return new Trouble(
        "Does not compile",
        (count == 1 ? "1 error; " : count + " errors; ") + AGAIN,
        failed.text(),
        failed.mistakes(),
        false);
  }

  /** Before the compiler: the launcher, Maven, files that can not be read. */
  static Trouble notBuilt(String said) {
    return lasting("Can not be built", "The build failed; " + AGAIN, said);
  }

  /** The application threw before it listened. */
  static Trouble notStarted(String trace) {
    return lasting("Does not start", "The application failed at its start; " + AGAIN, trace);
  }

  /** The application's process has ended. */
  static Trouble ended(String code) {
    return lasting(
        "Has ended",
        "The application ended with exit code "
            + code
            + ", the terminal shows what it printed; "
            + AGAIN,
        "");
  }

  private static Trouble lasting(String title, String detail, String text) {
    return new Trouble(title, detail, text, List.of(), false);
  }

  /** {@return the problem detail for programs} */
  Problem forPrograms() {
    Problem problem = problem();
    return mistakes.isEmpty()
        ? problem
        : problem.with("errors", mistakes.stream().map(Mistake::members).toList());
  }

  /** {@return the page for people} */
  String forPeople() {
    return problem().toHtml();
  }

  private Problem problem() {
    Problem problem = Problem.of(Status.SERVICE_UNAVAILABLE, detail);
    Problem named =
        new Problem(
            problem.status(), title, problem.detail(), problem.type(), problem.extensions());
    return text.isEmpty() ? named : named.with("output", text);
  }

  /** {@return one line for the terminal, which has seen the text already} */
  String forTerminal() {
    return "covet: " + title.toLowerCase(Locale.ROOT) + ": " + detail;
  }
}
