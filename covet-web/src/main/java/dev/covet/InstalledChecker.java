package dev.covet;

import dev.covet.spi.ConstraintChecker;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checker of constraints on the class path. Loaded by the first route that has constraints. */
final class InstalledChecker {
  private static final @Nullable ConstraintChecker CHECKER =
      ServiceLoader.load(ConstraintChecker.class, InstalledChecker.class.getClassLoader())
          .findFirst()
          .orElse(null);

  private InstalledChecker() {}

  /**
   * Asks it for constraints.
   *
   * @param what has them
   * @param question asks
   * @throws IllegalStateException if there is none, or the constraints are wrong
   */
  static <T> T ask(String what, Declaration declaration, Function<ConstraintChecker, T> question) {
    if (CHECKER == null) {
      throw declaration.wrong(
          what,
          "it has constraints, and nothing on the class path checks them",
          "depend on dev.covet:covet, which brings Hibernate Validator");
    }
    try {
      return question.apply(CHECKER);
    } catch (RuntimeException e) {
      IllegalStateException wrong =
          declaration.wrong(what, String.valueOf(e.getMessage()), "mend or remove the constraint");
      wrong.initCause(e);
      throw wrong;
    }
  }
}
