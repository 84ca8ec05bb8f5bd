package dev.covet;

import java.util.ArrayList;
import java.util.List;

/**
 * The values that an application has once: made at start, each after those it asks for, and closed
 * at stop, the last one first. Used by the threads that start and stop it, one after the other.
 */
final class OnceValues {
  private final List<OnceValue> all = new ArrayList<>();
  private final Opened opened = new Opened();
  private final List<Runnable> tasks = new ArrayList<>();

  /** What is being made, the outermost first. */
  private final List<OnceValue> making = new ArrayList<>();

  OnceValue add(OnceValue value) {
    all.add(value);
    return value;
  }

  /** Whether it is the application's, whatever else it is called. */
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  boolean holds(Object value) {
    for (OnceValue one : all) {
      if (one.isMade() && one.value() == value) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes all of them.
   *
   * @throws ProvisionException if one can not be made; those made before stay open
   */
  void open() {
    all.forEach(this::value);
    tasks.forEach(Runnable::run);
  }

  /** Does something when all of them are made, and stops the start if it throws. */
  void whenMade(Runnable task) {
    tasks.add(task);
  }

  private Object value(OnceValue asked) {
    if (asked.isMade()) {
      return asked.value();
    }
    int begun = making.indexOf(asked);
    if (begun >= 0) {
      throw ProvisionException.circle(provisions(making.subList(begun, making.size())));
    }
    making.add(asked);
    try {
      Object made = make(asked);
      asked.value(made);
      if (asked.provision().making() instanceof Making.Once
          && !asked.scope().instances().haveSupplied(made)) {
        opened.add(asked.provision(), made);
      }
      return made;
    } finally {
      making.removeLast();
    }
  }

  private Object make(OnceValue asked) {
    Provision provision = asked.provision();
    if (provision.making() instanceof Making.Given(Object given)) {
      return given;
    }
    OnceProvider<?> provider =
        switch (provision.making()) {
          case Making.Once(OnceProvider<?> own) -> own;
          case Making.Supplied(OnceProvider<?> container) -> container;
          default -> throw new IllegalArgumentException(provision.toString());
        };
    Object value;
    try {
      value = provider.provide(new Asking(asked));
    } catch (ProvisionException | StartException e) {
      throw e;
    } catch (Exception e) {
      throw new ProvisionException(provision + " failed: " + e + "; mend it, or what it needs", e);
    }
    if (value == null) {
      throw new ProvisionException(provision + " made null; let it make a value");
    }
    return value;
  }

  /** What a provider asks with. */
  private final class Asking implements ProvidedValues {
    private final OnceValue asker;

    Asking(OnceValue asker) {
      this.asker = asker;
    }

    @Override
    public <T> T get(Class<T> type) {
      return switch (asker.scope().find(type)) {
        case null -> type.cast(supplied(type));
        case ProviderSource.OfRequest later -> throw ProvisionException.shortLived(chain(), type);
        case OnceValue other -> type.cast(value(other));
      };
    }

    private Object supplied(Class<?> type) {
      Object supplied = asker.scope().instances().supplied(type);
      if (supplied == null) {
        throw ProvisionException.missing(chain(), type);
      }
      return supplied;
    }

    /** From what is asked for at the outermost to this; a provider may ask late. */
    private List<Provision> chain() {
      int at = making.indexOf(asker);
      return provisions(at < 0 ? List.of(asker) : making.subList(0, at + 1));
    }
  }

  private static List<Provision> provisions(List<OnceValue> values) {
    return values.stream().map(OnceValue::provision).toList();
  }

  /** Closes what was made, whatever fails. */
  void close() {
    opened.close();
  }
}
