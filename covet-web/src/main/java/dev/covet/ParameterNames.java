package dev.covet;

import java.util.HashMap;
import java.util.Map;

/**
 * Which component of an input reads which parameter of the query or of a form. Two components may
 * read one parameter if both name it themselves; a record that is used in many routes must not take
 * one away unseen.
 */
final class ParameterNames {
  private record Claim(Slot slot, boolean flat) {}

  private final Declaration declaration;
  private final Map<SlotSource.Text, Claim> claims = new HashMap<>();

  ParameterNames(Declaration declaration) {
    this.declaration = declaration;
  }

  /**
   * Takes a name for a component.
   *
   * @param flat whether it stands in a record with {@link QueryParams} or {@link FormParams}
   * @throws IllegalStateException if another component has it that must not share it
   */
  void claim(Slot slot, SlotSource.Text from, boolean flat) {
    if (from.source() != ParamSource.QUERY && from.source() != ParamSource.FORM) {
      return;
    }
    Claim other = claims.putIfAbsent(from, new Claim(slot, flat));
    if (other != null && (flat || other.flat())) {
      throw declaration.wrong(
          slot,
          "the "
              + from.source().words()
              + " '"
              + from.name()
              + "' is read by "
              + other.slot()
              + " already",
          "rename one of them with " + from.annotation() + "(\"…\")");
    }
  }
}
