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
  private final Map<Class<?>, ProviderSource> sources = new LinkedHashMap<>();

  /** How many values a request can have. */
  private int size;

  private Providers(OnceValues once) {
    this.once = once;
  }

  /** Nothing is provided. */
  static Providers none(OnceValues once) {
    return new Providers(once);
  }

  /** These, and what a scope within provides, which counts more there. */
  Providers with(Collection<Provision> own) {
    if (own.isEmpty()) {
      return this;
    }
    Map<Class<?>, Provision> added = new LinkedHashMap<>();
    own.forEach(provision -> added.put(provision.type(), provision));
    Providers both = new Providers(once);
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

  /** The values that are made once, of the whole application. */
  OnceValues once() {
    return once;
  }
}
