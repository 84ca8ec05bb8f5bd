package dev.covet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is provided in one scope: by an application or group itself, else by those around it.
 * Nothing changes any more.
 */
final class Providers {
  private final OnceValues once;
  private final Instances instances;
  private final Map<Class<?>, ProviderSource> sources = new LinkedHashMap<>();

  /** How many values a request can have. */
  private int size;

  private Providers(OnceValues once, Instances instances) {
    this.once = once;
    this.instances = instances;
  }

  /** Nothing is provided. */
  static Providers none(OnceValues once) {
    return new Providers(once, new Instances(null, once));
  }

  /**
   * These, and what a scope within provides, which counts more there.
   *
   * @param within what it has of objects that are declared by their class
   */
  Providers with(Collection<Provision> own, Instances within) {
    Map<Class<?>, Provision> added = new LinkedHashMap<>();
    own.forEach(provision -> added.put(provision.type(), provision));
    Providers both = new Providers(once, within);
    sources.forEach(
        (type, source) -> {
          if (!added.containsKey(type)) {
            both.sources.put(type, both.moved(source));
          }
        });
    added.forEach((type, provision) -> both.sources.put(type, both.source(provision)));
    return both;
  }

  private ProviderSource moved(ProviderSource source) {
    return source instanceof OnceValue value ? value : each(source.provision());
  }

  private ProviderSource source(Provision provision) {
    return switch (provision.making()) {
      case Making.EachRequest e -> each(provision);
      case Making.FromInput<?> f -> each(provision);
      case Making.Once o -> once.add(new OnceValue(provision, this));
      case Making.Supplied s -> once.add(new OnceValue(provision, this));
      case Making.Given g -> once.add(new OnceValue(provision, this));
    };
  }

  private ProviderSource each(Provision provision) {
    return new ProviderSource.OfRequest(size++, provision);
  }

  /** Where a type comes from, or null if nobody provides it. */
  @Nullable ProviderSource find(Class<?> type) {
    return sources.get(type);
  }

  Collection<ProviderSource> all() {
    return sources.values();
  }

  /** How many values a request can have. */
  int size() {
    return size;
  }

  /** The objects that are declared by their class, and what a container supplies. */
  Instances instances() {
    return instances;
  }

  /** Whether a value is the application's or a container's, whatever else it is called. */
  boolean owns(Object value) {
    return once.holds(value) || instances.haveSupplied(value);
  }
}
