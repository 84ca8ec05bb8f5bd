package dev.covet;

import java.util.HashMap;
import java.util.Map;

/**
 * Which component of an input reads which parameter of the query. Two components may read one
 * parameter if both name it themselves; a record that is used in many routes must not take one away
 * unseen.
 */
final class QueryNames {
  private record Claim(Slot slot, boolean flat) {}

  private final Declaration declaration;
  private final Map<String, Claim> claims = new HashMap<>();

  QueryNames(Declaration declaration) {
    this.declaration = declaration;
  }

  /**
   * Takes a name for a component.
   *
   * @param flat whether it stands in a record with {@link QueryParams}
   * @throws IllegalStateException if another component has it that must not share it
   */
  void claim(Slot slot, SlotSource.Text from, boolean flat) {
    if (from.source() != ParamSource.QUERY) {
      return;
    }
    Claim other = claims.putIfAbsent(from.name(), new Claim(slot, flat));
    if (other != null && (flat || other.flat())) {
      throw declaration.wrong(
          slot,
          "the query parameter '" + from.name() + "' is read by " + other.slot() + " already",
          "rename one of them with @QueryParam(\"…\")");
    }
  }
}
