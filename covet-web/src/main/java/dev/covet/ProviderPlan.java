package dev.covet;

import dev.covet.RecordBinder.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles what an input is provided with; the inputs of providers become a part of it. */
final class ProviderPlan {
  private final Declaration declaration;
  private final BindingPlan inputs;
  private final Map<Class<?>, RequestMaker> known = new HashMap<>();

  /** Whose inputs are being compiled, the outermost first. */
  private final List<Provision> chain;

  /**
   * A plan for one input.
   *
   * @param inputs compiles the inputs of providers
   */
  ProviderPlan(Declaration declaration, BindingPlan inputs, List<Provision> chain) {
    this.declaration = declaration;
    this.inputs = inputs;
    this.chain = chain;
  }

  /**
   * Checks all that a scope provides, whether a route asks for it or not.
   *
   * @throws IllegalStateException if one needs what is not provided, or in the end itself, or has
   *     an input that can not be bound
   */
  static void check(Providers scope, TextConversion conversion) {
    for (ProviderSource source : scope.all()) {
      if (source instanceof ProviderSource.OfRequest each) {
        of(each, Declaration.of(each.provision(), scope, conversion));
      }
    }
  }

  /** The maker for a lambda of a route. */
  static RequestMaker of(ProviderSource.OfRequest source, Declaration declaration) {
    return new BindingPlan(declaration, new InputDescription(), new ArrayList<>())
        .providers()
        .maker(source);
  }

  /**
   * The step that fills a slot.
   *
   * @param at its position
   */
  Step step(Slot slot, SlotType type, int at) {
    check(slot, type);
    return switch (declaration.providers().find(type.raw())) {
      case null -> once(supplied(slot, type.raw()), at);
      case OnceValue once -> once(once, at);
      case ProviderSource.OfRequest each -> {
        RequestMaker maker = maker(each);
        yield new Step(at, maker.readsBody(), maker, null);
      }
    };
  }

  private static Step once(OnceValue once, int at) {
    return new Step(at, false, (request, rejections) -> once.value(), null);
  }

  /** From a container, if there is one; it is asked at start. */
  private OnceValue supplied(Slot slot, Class<?> type) {
    OnceValue supplied = declaration.instances().supplied(type, declaration);
    if (supplied == null) {
      throw missing(slot, type);
    }
    return supplied;
  }

  private void check(Slot slot, SlotType type) {
    if (type.shape() != SlotType.Shape.ONE || slot.nullable()) {
      throw declaration.wrong(
          slot,
          "what is provided is one value that is always there",
          "declare a plain " + type.raw().getSimpleName());
    }
    if (type.element() != type.raw() || type.raw().isPrimitive()) {
      throw declaration.wrong(
          slot,
          "a value of type " + slot.typeName() + " can not be provided",
          "provide a class without type arguments that holds it");
    }
    if (slot.find(Default.class) != null) {
      throw declaration.wrong(slot, "what is provided is always there", "remove @Default");
    }
    if (ConstraintScan.declares(slot)) {
      throw declaration.wrong(
          slot, "nobody checks the constraints of what is provided", "let its provider check it");
    }
  }

  private IllegalStateException missing(Slot slot, Class<?> type) {
    return declaration.wrong(
        slot,
        chain.isEmpty()
            ? "nobody provides " + Declaration.nameOf(type)
            : ProvisionException.needs(chain, type) + ", and nobody provides that",
        "declare " + ProvisionException.remedy(type));
  }

  private RequestMaker maker(ProviderSource.OfRequest source) {
    Provision provision = source.provision();
    RequestMaker made = known.get(provision.type());
    if (made == null) {
      made =
          provision.making() instanceof Making.FromInput<?> from
              ? fromInput(source, from)
              : fromRequest(source, (Making.EachRequest) provision.making());
      known.put(provision.type(), made);
    }
    return made;
  }

  private static RequestMaker fromRequest(
      ProviderSource.OfRequest source, Making.EachRequest each) {
    Provision provision = source.provision();
    return new RequestMaker(
        source.index(),
        provision,
        (request, rejections) -> made(each.provider().provide(request), provision),
        false);
  }

  private <I> RequestMaker fromInput(ProviderSource.OfRequest source, Making.FromInput<I> from) {
    Provision provision = source.provision();
    int begun = chain.indexOf(provision);
    if (begun >= 0) {
      throw ProvisionException.circle(chain.subList(begun, chain.size()));
    }
    chain.add(provision);
    RecordBinder binder = inputs(provision).provider(from.input());
    chain.removeLast();
    return new RequestMaker(
        source.index(),
        provision,
        (request, rejections) -> {
          Object input = binder.bind(request, rejections);
          return input == null
              ? null
              : made(from.provider().provide(from.input().cast(input)), provision);
        },
        binder.readsBody());
  }

  /** When providers are checked by themselves, each is told by its own name. */
  private BindingPlan inputs(Provision provision) {
    return declaration.isRoute()
        ? inputs
        : new BindingPlan(
            Declaration.of(provision, declaration.providers(), declaration.conversion()),
            new InputDescription(),
            chain);
  }

  private static Object made(@Nullable Object value, Provision provision) {
    return Objects.requireNonNull(value, () -> provision + " made null");
  }
}
