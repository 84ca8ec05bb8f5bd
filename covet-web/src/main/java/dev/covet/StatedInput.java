package dev.covet;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a route says that its handler reads, and adds it to what is known of its input. */
final class StatedInput {
  private final Declaration declaration;
  private final InputDescription input;

  private StatedInput(Declaration declaration, InputDescription input) {
    this.declaration = declaration;
    this.input = input;
  }

  /**
   * Adds it.
   *
   * @throws IllegalStateException if it can not be true
   */
  static void add(RouteStatements statements, Declaration declaration, InputDescription input) {
    StatedInput stated = new StatedInput(declaration, input);
    RouteStatements.Told body = statements.body;
    if (body != null) {
      stated.body(body);
    }
    stated.params(statements.params);
    String example = statements.bodyExample;
    if (example != null) {
      if (!input.readsBody()) {
        throw declaration.wrong(
            ".bodyExample", "nothing says that the handler reads a body", "add .body(…)");
      }
      input.bodyExample(example);
    }
  }

  private void params(List<DeclaredParam> params) {
    Set<String> seen = new HashSet<>();
    for (DeclaredParam param : params) {
      String what = param.source().words() + " '" + param.name() + "'";
      if (!seen.add(what.toLowerCase(Locale.ROOT))) {
        throw declaration.wrong(what, "it is told twice", "keep one of the .param");
      }
      if (input.knows(param.source(), param.name())) {
        throw declaration.wrong(
            what, "the input has it already", "remove .param, and put @Doc at the component");
      }
      check(what, param);
      input.parameter(param, declaration.conversion());
    }
  }

  private void check(String what, DeclaredParam param) {
    if (!declaration.conversion().supports(param.type())) {
      throw declaration.wrong(
          what,
          "it can not be made into " + Declaration.nameOf(param.type()),
          "tell the type of one value: a number, String, enum or another type that has a text, or"
              + " declare app.converter for it");
    }
    switch (param.source()) {
      case PATH -> checkPath(what, param);
      case FORM -> checkForm(what);
      case QUERY, HEADER, COOKIE -> {}
    }
    convert(what, ".or", param.standard(), param.type());
    convert(what, ".example", param.example(), param.type());
  }

  private void checkPath(String what, DeclaredParam param) {
    List<String> names = declaration.path().names();
    if (!names.contains(param.name())) {
      throw declaration.wrong(
          what,
          "the pattern has no such parameter, "
              + (names.isEmpty() ? "it has none" : "only " + names),
          "write {" + param.name() + "} in the pattern");
    }
    if (!param.isRequired()) {
      throw declaration.wrong(
          what, "a path parameter is always there, once", "remove .optional(), .or(…) or .many()");
    }
  }

  private void convert(String what, String from, @Nullable String text, Class<?> type) {
    if (text == null) {
      return;
    }
    try {
      declaration.conversion().reader(type).read(text);
    } catch (TextConversion.Malformed e) {
      throw declaration.wrong(
          what,
          "its " + from + "(\"" + text + "\") can not be converted",
          "it must be " + e.getMessage());
    }
  }

  private void body(RouteStatements.Told body) {
    checkBody(".body");
    if (input.readsBody()) {
      throw declaration.wrong(".body", "the input reads the body already", "remove .body");
    }
    input.body(body);
  }

  private void checkForm(String what) {
    checkBody(what);
    if (input.readsWholeBody()) {
      throw declaration.wrong(what, "the body is read as a whole already", "keep one of them");
    }
  }

  private void checkBody(String what) {
    if (BindingPlan.WITHOUT_BODY.contains(declaration.method())) {
      throw declaration.wrong(
          what,
          "a " + declaration.method() + " request has no body",
          "read it from the query, or declare the route with POST or QUERY");
    }
  }
}
