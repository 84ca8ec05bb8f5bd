package dev.covet;

import dev.covet.RecordBinder.Step;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks the input of a typed route and compiles its binder, once for each served route. */
final class BindingPlan {
  /** RFC 9110 lets them carry content that means nothing; TRACE not even that. */
  static final Set<dev.covet.http.Method> WITHOUT_BODY =
      Set.of(dev.covet.http.Method.GET, dev.covet.http.Method.HEAD, dev.covet.http.Method.TRACE);

  private final Declaration declaration;
  private final InputChecks checks;
  private final InputDescription described;
  private final InputContext context;
  private final ProviderPlan providers;

  /** The first slot that reads the body. */
  private @Nullable Slot body;

  private boolean form;

  /**
   * A plan for one input.
   *
   * @param described is told what it reads
   * @param chain the providers whose inputs are around it
   */
  BindingPlan(Declaration declaration, InputDescription described, List<Provision> chain) {
    this.declaration = declaration;
    this.described = described;
    this.context = InputContext.of(declaration, described);
    this.checks = context.checks();
    this.providers = new ProviderPlan(declaration, this, chain);
  }

  /**
   * Compiles the binder of a record.
   *
   * @param described is told what it reads
   * @throws IllegalStateException if it can not be bound
   */
  static RecordBinder of(Class<?> input, Declaration declaration, InputDescription described) {
    BindingPlan plan = new BindingPlan(declaration, described, new ArrayList<>());
    return plan.record(input, plan.context);
  }

  /** The binder of the input of a provider: it shares the body with that of the route. */
  RecordBinder provider(Class<?> input) {
    return record(input, context.beside());
  }

  private RecordBinder record(Class<?> input, InputContext context) {
    MethodHandle constructor = Constructors.of(input, declaration);
    List<Step> steps = steps(Slot.of(input), context);
    Check whole = checks.whole(input, "request", "");
    describeChecks(whole != null, steps);
    return new RecordBinder(steps, constructor, whole);
  }

  /**
   * Compiles the call of a controller's method.
   *
   * @param controller has the method
   * @param described is told what it reads
   * @throws IllegalStateException if a parameter can not be bound
   */
  static BoundCall of(
      Method method,
      ControllerObject controller,
      Declaration declaration,
      InputDescription described) {
    MethodHandle call = Calls.of(method, declaration);
    Supplier<Object> object = controller.in(declaration);
    BindingPlan plan = new BindingPlan(declaration, described, new ArrayList<>());
    List<Step> steps = plan.steps(Slot.of(method), plan.context);
    CallCheck check = plan.checks.call(method, controller.type(), object);
    plan.describeChecks(check != null, steps);
    return new BoundCall(object, new ArgumentsBinder(steps), call, check);
  }

  private List<Step> steps(List<Slot> slots, InputContext context) {
    List<Step> steps = new ArrayList<>();
    for (Slot slot : slots) {
      steps.add(step(slot, steps.size(), context));
    }
    // A stable sort: what reads the body comes last, the rest stays as declared.
    steps.sort(Comparator.comparing(Step::readsBody));
    return steps;
  }

  private void describeChecks(boolean whole, List<Step> steps) {
    if (whole || steps.stream().anyMatch(step -> step.check() != null)) {
      described.validated();
    }
  }

  ProviderPlan providers() {
    return providers;
  }

  private Step step(Slot slot, int at, InputContext context) {
    SlotType type = SlotType.of(slot, declaration);
    return switch (SlotSource.of(slot, type, declaration)) {
      case SlotSource.WholeRequest() -> new Step(at, false, request(slot), null);
      case SlotSource.Provided() -> providers.step(slot, type, at);
      case SlotSource.WholeBody() -> {
        claimBody(slot, false);
        Binder binder = BodyBinders.of(slot, type, declaration, checks);
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

  private Binder request(Slot slot) {
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
          "the body is read already by " + (first.owner() == slot.owner() ? first.name() : first),
          "keep one of them, or put both into one record");
    }
  }
}
