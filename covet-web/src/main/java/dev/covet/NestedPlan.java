package dev.covet;

import dev.covet.RecordBinder.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Compiles records whose components are parameters with dotted names. */
final class NestedPlan {
  private final ParamSource source;
  private final InputContext context;
  private final Declaration declaration;
  private final InputChecks checks;
  private final InputDescription described;

  /** The records around the one that is compiled. */
  private final Deque<Class<?>> around = new ArrayDeque<>();

  /** How many of them may be absent as a whole. */
  private int optional;

  private NestedPlan(ParamSource source, InputContext context) {
    this.context = context;
    this.source = source;
    this.declaration = context.declaration();
    this.checks = context.checks();
    this.described = context.described();
  }

  static boolean isNested(SlotType type, ParamSource source, Declaration declaration) {
    return type.raw().isRecord()
        && type.raw() != Sort.class
        && !declaration.conversion().isOwn(type.raw())
        && !type.shape().isCollection()
        && (source == ParamSource.QUERY || source == ParamSource.FORM);
  }

  static Binder of(Slot slot, SlotType type, SlotSource.Text from, InputContext context) {
    NestedPlan plan = new NestedPlan(from.source(), context);
    plan.around.add(slot.owner());
    return plan.record(slot, type, from.name(), new ArrayList<>());
  }

  private Binder record(Slot slot, SlotType type, String prefix, List<String> names) {
    List<Slot> within = slot.within(type);
    check(slot, type, prefix, within);
    boolean optional = type.shape() == SlotType.Shape.OPTIONAL;
    boolean absent = optional || slot.nullable();
    around.push(type.raw());
    this.optional += absent ? 1 : 0;
    List<String> own = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Slot inner : within) {
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

  private void check(Slot slot, SlotType type, String prefix, List<Slot> within) {
    if (around.contains(type.raw())) {
      throw declaration.wrong(
          slot,
          "the record " + Declaration.nameOf(type.raw()) + " contains itself",
          "read it from JSON with @Body");
    }
    if (slot.find(Default.class) != null) {
      throw declaration.wrong(slot, "a record has no @Default", "put @Default on its components");
    }
    if (ParameterRecords.isPaging(type) && (!prefix.isEmpty() || source != ParamSource.QUERY)) {
      throw declaration.wrong(
          slot,
          "links to other pages need its parameters in the query and under their own names",
          "remove the annotation that gives them others");
    }
    if (slot.find(PageSize.class) != null
        && within.stream().noneMatch(inner -> inner.find(PageSize.class) != null)) {
      throw declaration.wrong(
          slot, "it has @PageSize and no page size in it", "declare a Paging or CursorPaging");
    }
  }

  private Step component(int at, Slot slot, String prefix, List<String> names) {
    SlotType type = SlotType.of(slot, declaration);
    String own = name(slot, type);
    boolean nested = isNested(type, source, declaration);
    SlotSource.Text from =
        own.isEmpty() && !nested
            ? SlotSource.Text.flat(source)
            : new SlotSource.Text(source, joined(prefix, own));
    if (nested) {
      Binder binder = record(slot, type, from.name(), names);
      return new Step(at, false, binder, checks.record(slot, from));
    }
    Binder binder = TextBinders.of(slot, type, from, declaration);
    names.add(from.name());
    described.parameter(slot, type, from, declaration, optional > 0);
    context.names().claim(slot, from, prefix.isEmpty());
    return new Step(at, false, binder, checks.parameter(slot, type, from));
  }

  /** Flat records within others have the prefix of these. */
  private static String joined(String prefix, String own) {
    return prefix.isEmpty() || own.isEmpty() ? prefix + own : prefix + "." + own;
  }

  private String name(Slot slot, SlotType type) {
    SlotSource declared = SlotSource.declared(slot, declaration);
    ParamSource flat = ParameterRecords.flat(type);
    if (declared == null) {
      declared =
          flat == null ? new SlotSource.Text(source, slot.name()) : SlotSource.Text.flat(flat);
    }
    if (declared instanceof SlotSource.Text from && from.source() == source) {
      return from.name();
    }
    throw declaration.wrong(
        slot,
        "it stands in a record that is read from the " + source.in(),
        "remove its annotation, or move it to the input itself");
  }
}
