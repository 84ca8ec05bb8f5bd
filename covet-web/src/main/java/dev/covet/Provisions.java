package dev.covet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one application or group provides, or overrides, in order of declaration. */
final class Provisions {
  /** They hold values of another type, or are what values are made from. */
  private static final Set<Class<?>> REFUSED =
      Set.of(
          Optional.class, List.class, Set.class, Collection.class, Request.class, Response.class);

  private final Map<Class<?>, Provision> byType = new LinkedHashMap<>();
  private final String done;

  /**
   * Nothing.
   *
   * @param done what is done to types here: provided, or overridden
   */
  Provisions(String done) {
    this.done = done;
  }

  /**
   * Adds one.
   *
   * @throws IllegalArgumentException if the type is provided here already, or can not be provided
   */
  void add(Class<?> type, Making making) {
    String place = Place.ofCaller();
    if (type.isPrimitive() || REFUSED.contains(type)) {
      throw new IllegalArgumentException(
          type.getSimpleName()
              + " can not be "
              + done
              + ": it says too little; make a record that holds it ("
              + place
              + ")");
    }
    Provision first = byType.putIfAbsent(type, new Provision(type, place, making));
    if (first != null) {
      throw new IllegalArgumentException(
          Declaration.nameOf(type)
              + " is "
              + done
              + " twice: at "
              + first.place()
              + " and at "
              + place
              + "; remove one, or put it into a group of its own");
    }
  }

  Collection<Provision> all() {
    return byType.values();
  }
}
