package dev.covet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What stands in for provided values in a test, wherever they are provided. */
final class Overrides {
  private final Map<Class<?>, Provision> byType = new HashMap<>();
  private final Set<Class<?>> used = new HashSet<>();
  private final Set<String> provided = new TreeSet<>();

  Overrides(Provisions overrides) {
    overrides.all().forEach(provision -> byType.put(provision.type(), provision));
  }

  /**
   * Refuses those of a mounted part.
   *
   * @throws ProvisionException if there are any
   */
  static void refuse(Covet part) {
    for (Provision override : part.overrides().all()) {
      throw new ProvisionException(
          name(override)
              + ": the application is a part of another one; override it in the one that starts");
    }
  }

  private static String name(Provision override) {
    return "override of " + override.name() + " (" + override.place() + ")";
  }

  /** What a router provides, with these in its place. */
  List<Provision> over(Collection<Provision> own) {
    List<Provision> over = new ArrayList<>();
    own.forEach(provision -> over.add(over(provision)));
    return over;
  }

  /**
   * Those of types that nobody says how to make, where a container may supply them.
   *
   * @param own what is provided there
   */
  List<Provision> ofSupplied(List<Provision> own) {
    List<Provision> supplied = new ArrayList<>(byType.values());
    supplied.removeAll(own);
    supplied.forEach(override -> used.add(override.type()));
    return supplied;
  }

  private Provision over(Provision own) {
    provided.add(own.name());
    Provision override = byType.get(own.type());
    if (override == null) {
      return own;
    }
    used.add(own.type());
    return override;
  }

  /**
   * To be called when all routers have been asked.
   *
   * @throws ProvisionException if one replaces nothing
   */
  void check() {
    for (Provision override : byType.values()) {
      if (!used.contains(override.type())) {
        throw new ProvisionException(
            name(override)
                + ": there is nothing to override, "
                + (provided.isEmpty()
                    ? "nothing is provided"
                    : "only " + provided + " are provided")
                + "; name the type that is provided");
      }
    }
  }
}
