package dev.covet;

import dev.covet.RecordBinder.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Compiles records whose components are parameters with dotted names. */
final class NestedPlan {
  private final ParamSource source;
  private final Declaration declaration;
  private final InputChecks checks;
  private final InputDescription described;

  /** The records around the one that is compiled. */
  private final Deque<Class<?>> around = new ArrayDeque<>();

  /** How many of them may be absent as a whole. */
  private int optional;

  private NestedPlan(
      ParamSource source, Declaration declaration, InputChecks checks, InputDescription described) {
    this.described = described;
    this.source = source;
    this.declaration = declaration;
    this.checks = checks;
  }

  static boolean isNested(SlotType type, ParamSource source, Declaration declaration) {
    return type.raw().isRecord()
        && !declaration.conversion().isOwn(type.raw())
        && type.element() == type.raw()
        && !type.shape().isCollection()
        && (source == ParamSource.QUERY || source == ParamSource.FORM);
  }

  static Binder of(
      Slot slot,
      SlotType type,
      SlotSource.Text from,
      Declaration declaration,
      InputChecks checks,
      InputDescription described) {
    NestedPlan plan = new NestedPlan(from.source(), declaration, checks, described);
    plan.around.add(slot.owner());
    return plan.record(slot, type, from.name(), new ArrayList<>());
  }

  private Binder record(Slot slot, SlotType type, String prefix, List<String> names) {
    if (around.contains(type.raw())) {
      throw declaration.wrong(
          slot,
          "the record " + Declaration.nameOf(type.raw()) + " contains itself",
          "read it from JSON with @Body");
    }
    if (slot.find(Default.class) != null) {
      throw declaration.wrong(slot, "a record has no @Default", "put @Default on its components");
    }
    boolean optional = type.shape() == SlotType.Shape.OPTIONAL;
    boolean absent = optional || slot.nullable();
    around.push(type.raw());
    this.optional += absent ? 1 : 0;
    List<String> own = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Slot inner : Slot.of(type.raw())) {
      steps.add(component(steps.size(), inner, prefix, own));
    }
    this.optional -= absent ? 1 : 0;
    around.pop();
    names.addAll(own);
    Check whole = checks.whole(type.raw(), source.in(), prefix);
    if (whole != null || steps.stream().anyMatch(step -> step.check() != null)) {
      described.validated();
    }
    Binder binder = new RecordBinder(steps, Constructors.of(type.raw(), declaration), whole);
    return absent ? new NestedBinder(source, own, binder, optional) : binder;
  }

  private Step component(int at, Slot slot, String prefix, List<String> names) {
    SlotType type = SlotType.of(slot, declaration);
    String name = prefix + "." + name(slot);
    if (isNested(type, source, declaration)) {
      Binder binder = record(slot, type, name, names);
      return new Step(at, false, binder, checks.parameter(slot, source, name));
    }
    names.add(name);
    SlotSource.Text from = new SlotSource.Text(source, name);
    Binder binder = TextBinders.of(slot, type, from, declaration);
    described.parameter(slot, type, from, declaration.conversion(), optional > 0);
    return new Step(at, false, binder, checks.parameter(slot, source, name));
  }

  private String name(Slot slot) {
    return switch (SlotSource.declared(slot, declaration)) {
      case null -> slot.name();
      case SlotSource.Text(ParamSource same, String name) when same == source -> name;
      default ->
          throw declaration.wrong(
              slot,
              "it stands in a record that is read from the " + source.in(),
              "remove its annotation, or move it to the input itself");
    };
  }
}
