package dev.covet;

import dev.covet.RecordBinder.Step;
import dev.covet.http.Method;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the input of a typed route and compiles its binder, once for each served route. */
final class BindingPlan {
  /** RFC 9110 lets them carry content that means nothing; TRACE not even that. */
  static final Set<Method> WITHOUT_BODY = Set.of(Method.GET, Method.HEAD, Method.TRACE);

  private final Declaration declaration;
  private final InputChecks checks;
  private final InputDescription described;
  private final InputContext context;

  /** The first slot that reads the body. */
  private @Nullable Slot body;

  private boolean form;

  private BindingPlan(Declaration declaration, InputDescription described) {
    this.declaration = declaration;
    this.described = described;
    this.context = InputContext.of(declaration, described);
    this.checks = context.checks();
  }

  /**
   * Compiles the binder of a record.
   *
   * @param described is told what it reads
   * @throws IllegalStateException if it can not be bound
   */
  static RecordBinder of(Class<?> input, Declaration declaration, InputDescription described) {
    MethodHandle constructor = Constructors.of(input, declaration);
    BindingPlan plan = new BindingPlan(declaration, described);
    List<Step> steps = new ArrayList<>();
    for (Slot slot : Slot.of(input)) {
      steps.add(plan.step(slot, steps.size()));
    }
    // A stable sort: what reads the body comes last, the rest stays as declared.
    steps.sort(Comparator.comparing(Step::readsBody));
    Check whole = plan.checks.whole(input, "request", "");
    if (whole != null || steps.stream().anyMatch(step -> step.check() != null)) {
      described.validated();
    }
    return new RecordBinder(steps, constructor, whole);
  }

  private Step step(Slot slot, int at) {
    SlotType type = SlotType.of(slot, declaration);
    return switch (SlotSource.of(slot, type, declaration)) {
      case SlotSource.WholeRequest() -> new Step(at, false, request(slot, type), null);
      case SlotSource.WholeBody() -> {
        claimBody(slot, false);
        Binder binder = BodyBinders.of(slot, type, declaration);
        described.body(slot, type);
        yield new Step(at, true, binder, checks.body(slot, type));
      }
      case SlotSource.Text from -> {
        boolean inForm = from.source() == ParamSource.FORM;
        if (inForm) {
          claimBody(slot, true);
        }
        if (NestedPlan.isNested(type, from.source(), declaration)) {
          Binder record = NestedPlan.of(slot, type, from, context);
          yield new Step(at, inForm, record, checks.record(slot, from));
        }
        Binder parameter = TextBinders.of(slot, type, from, declaration);
        described.parameter(slot, type, from, declaration, false);
        context.names().claim(slot, from, false);
        yield new Step(at, inForm, parameter, checks.parameter(slot, type, from));
      }
    };
  }

  private Binder request(Slot slot, SlotType type) {
    if (type.shape() != SlotType.Shape.ONE || type.raw() != Request.class) {
      throw declaration.wrong(
          slot,
          "nothing of type " + slot.typeName() + " belongs to a request",
          "declare a Request");
    }
    if (slot.find(Default.class) != null) {
      throw declaration.wrong(slot, "the request is always there", "remove @Default");
    }
    return (request, rejections) -> request;
  }

  private void claimBody(Slot slot, boolean inForm) {
    if (WITHOUT_BODY.contains(declaration.method())) {
      throw declaration.wrong(
          slot,
          "a " + declaration.method() + " request has no body",
          "read it from the query with @QueryParam, or declare the route with POST or QUERY");
    }
    Slot first = body;
    if (first == null) {
      body = slot;
      form = inForm;
    } else if (!form || !inForm) {
      throw declaration.wrong(
          slot,
          "the body is read already by " + first.name(),
          "keep one of them, or put both into one record");
    }
  }
}
