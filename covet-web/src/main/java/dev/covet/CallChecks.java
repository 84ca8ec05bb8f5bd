package dev.covet;

import dev.covet.spi.ConstraintChecker.MethodConstraints;
import dev.covet.spi.ConstraintChecker.ParameterViolation;
import dev.covet.spi.ConstraintChecker.Violation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the check of a method's parameters, which are checked together. */
final class CallChecks {
  private final Declaration declaration;

  /** What a violation at a parameter is told as, by the parameter's position. */
  private final Map<Integer, Function<Violation, Rejection>> told = new HashMap<>();

  CallChecks(Declaration declaration) {
    this.declaration = declaration;
  }

  void parameter(int at, Function<Violation, Rejection> rejection) {
    told.put(at, rejection);
  }

  /**
   * The check of a call, or null if nothing is asked of its parameters.
   *
   * @param method the method
   * @param type the class of the controller, which may inherit it
   * @param object gives the controller
   */
  @Nullable CallCheck of(Method method, Class<?> type, Supplier<Object> object) {
    if (!ConstraintScan.declares(method)) {
      return null;
    }
    MethodConstraints constraints =
        InstalledChecker.ask(
            ControllerMethod.nameOf(method),
            declaration,
            checker -> checker.of(type, method, declaration.groups()));
    if (constraints.onResult()) {
      throw declaration.wrong(
          method, "nobody checks the constraints of results", "remove them from its result");
    }
    if (!constraints.onParameters()) {
      return null;
    }
    @Nullable Object[] absent = absent(method);
    declaration
        .instances()
        .whenMade(
            () ->
                InstalledChecker.ask(
                    ControllerMethod.nameOf(method),
                    declaration,
                    checker -> {
                      constraints.tryOut(object.get(), absent);
                      return checker;
                    }));
    return (values, rejections) -> run(constraints, object.get(), values, absent, rejections);
  }

  private void run(
      MethodConstraints constraints,
      Object object,
      @Nullable Object[] values,
      @Nullable Object[] absent,
      Rejections rejections) {
    BitSet unbound = new BitSet();
    @Nullable Object[] checked = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == ArgumentsBinder.UNBOUND) {
        unbound.set(i);
        checked[i] = absent[i];
      }
    }
    List<ParameterViolation> violations =
        new ArrayList<>(constraints.check(object, checked, unbound::get));
    violations.sort(
        Comparator.comparing(ParameterViolation::parameter)
            .thenComparing(violation -> violation.violation().message()));
    violations.forEach(violation -> rejections.add(rejection(violation), null));
  }

  private Rejection rejection(ParameterViolation violated) {
    Violation violation = violated.violation();
    Function<Violation, Rejection> own = told.get(violated.parameter());
    return own == null
        ? Rejection.together("request", "", violation.message(), violation.code())
        : own.apply(violation);
  }

  /** What stands for values that could not be made: null and 0. */
  private static @Nullable Object[] absent(Method method) {
    Class<?>[] types = method.getParameterTypes();
    @Nullable Object[] absent = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      absent[i] = types[i].isPrimitive() ? Array.get(Array.newInstance(types[i], 1), 0) : null;
    }
    return absent;
  }
}
