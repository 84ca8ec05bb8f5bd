package dev.covet;

import dev.covet.spi.ConstraintChecker.TypeConstraints;
import dev.covet.spi.ConstraintChecker.Violation;
import dev.covet.spi.RouteDescription.Bounds;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the checks of one route's input from the constraints that its types declare. */
final class InputChecks {
  private final Declaration declaration;
  private final ConstraintScan scan;
  private final CallChecks calls;
  private final Map<Class<?>, TypeConstraints> known = new HashMap<>();

  InputChecks(Declaration declaration) {
    this.declaration = declaration;
    this.scan = new ConstraintScan(declaration);
    this.calls = new CallChecks(declaration);
  }

  /** The check of a parameter's value, or null if nothing is asked of it. */
  @Nullable Check parameter(Slot slot, SlotType type, SlotSource.Text from) {
    Bounds bounds = NumberBounds.of(slot, type, declaration);
    Check own = bounds == null ? null : NumberBounds.check(bounds, from.source(), from.name());
    Check declared = record(slot, from);
    if (own == null || declared == null) {
      return own == null ? declared : own;
    }
    return (value, rejections) -> {
      own.run(value, rejections);
      declared.run(value, rejections);
    };
  }

  /** The check of a record of parameters by what stands at it, or null if that is nothing. */
  @Nullable Check record(Slot slot, SlotSource.Text from) {
    String name = from.isFlat() ? slot.name() : from.name();
    return own(slot, v -> Rejection.constraint(from.source(), name, v.message(), v.code()));
  }

  /** What stands at a component is checked with it; at a parameter, with the whole call. */
  private @Nullable Check own(Slot slot, Function<Violation, Rejection> told) {
    if (slot.declared() instanceof Parameter parameter) {
      calls.parameter(position(parameter), told);
      return null;
    }
    if (!ConstraintScan.declares(slot)) {
      return null;
    }
    TypeConstraints owner = constraints(slot.owner());
    return (value, rejections) -> add(owner.component(slot.name(), value), told, rejections);
  }

  private static int position(Parameter parameter) {
    return List.of(parameter.getDeclaringExecutable().getParameters()).indexOf(parameter);
  }

  /** The check of a call, or null if nothing is asked of its parameters. */
  @Nullable CallCheck call(Method method, Class<?> type, Supplier<Object> object) {
    return calls.of(method, type, object);
  }

  /** The check of a body, or null if nothing is asked of it. */
  @Nullable Check body(Slot slot, SlotType type) {
    List<Check> checks = new ArrayList<>(2);
    Check own = own(slot, v -> inBody(v, ""));
    if (own != null) {
      checks.add(own);
    }
    // What a patch makes is checked when it is applied.
    boolean many = type.shape().isCollection();
    Type element = many ? type.element() : type.whole();
    TypeConstraints each = type.raw() == MergePatch.class ? null : constraints(slot, element);
    if (each != null) {
      checks.add(present(many ? (values, to) -> each(each, values, to) : whole(each)));
    }
    return checks.isEmpty()
        ? null
        : (value, rejections) -> checks.forEach(check -> check.run(value, rejections));
  }

  /** The check of a value of a type that a slot says something of, or null if nothing is asked. */
  @Nullable Check within(Slot slot, Type type) {
    TypeConstraints constraints = constraints(slot, type);
    return constraints == null ? null : whole(constraints);
  }

  private static Check whole(TypeConstraints constraints) {
    return (value, rejections) ->
        addBody(constraints.whole(Objects.requireNonNull(value)), "", rejections);
  }

  private @Nullable TypeConstraints constraints(Slot slot, Type type) {
    if (!scan.reaches(type)) {
      return null;
    }
    if (!(type instanceof Class<?> plain)) {
      throw declaration.wrong(
          slot,
          "the constraints within " + slot.typeName() + " are out of reach",
          "put it into a record, with @Valid where constraints are");
    }
    scan.checkReach(plain);
    return constraints(plain);
  }

  /** An absent body is subject to nothing but the constraints of its component. */
  private static Check present(Check check) {
    return (value, rejections) -> {
      Object held = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      if (held != null) {
        check.run(held, rejections);
      }
    };
  }

  private static void each(TypeConstraints within, @Nullable Object values, Rejections rejections) {
    int index = 0;
    for (Object value : (Iterable<?>) Objects.requireNonNull(values)) {
      if (value != null) {
        addBody(within.whole(value), "/" + index, rejections);
      }
      index++;
    }
  }

  /** The check of a whole record of parameters, or null if nothing is asked of it. */
  @Nullable Check whole(Class<?> record, String in, String name) {
    if (!ConstraintScan.declares(record)) {
      return null;
    }
    TypeConstraints constraints = constraints(record);
    return constraints.onWhole()
        ? (value, rejections) ->
            add(
                constraints.whole(Objects.requireNonNull(value)),
                v -> {
                  List<String> path = new ArrayList<>(v.path());
                  if (!name.isEmpty()) {
                    path.addFirst(name);
                  }
                  return Rejection.together(in, String.join(".", path), v.message(), v.code());
                },
                rejections)
        : null;
  }

  private static void addBody(List<Violation> violations, String at, Rejections rejections) {
    add(violations, v -> inBody(v, at), rejections);
  }

  private static Rejection inBody(Violation violation, String at) {
    StringBuilder pointer = new StringBuilder(at);
    for (String step : violation.path()) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return Rejection.wrongBody(pointer.toString(), violation.message(), violation.code());
  }

  private static void add(
      List<Violation> violations, Function<Violation, Rejection> told, Rejections rejections) {
    if (violations.isEmpty()) {
      return;
    }
    violations.stream()
        .map(told)
        .sorted(Comparator.comparing(Rejection::name).thenComparing(Rejection::message))
        .forEach(rejection -> rejections.add(rejection, null));
  }

  private TypeConstraints constraints(Class<?> type) {
    return known.computeIfAbsent(type, this::load);
  }

  private TypeConstraints load(Class<?> type) {
    return InstalledChecker.ask(
        Declaration.nameOf(type), declaration, checker -> checker.of(type, declaration.groups()));
  }
}
