package dev.covet;

import java.lang.invoke.MethodHandles;

/** Reaches what need not be public. */
final class Lookups {
  private Lookups() {}

  /**
   * Everything within a class.
   *
   * @throws IllegalStateException if its module does not open it
   */
  static MethodHandles.Lookup in(Class<?> type, Declaration declaration) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw declaration.wrong(
          type,
          type.getModule() + " does not open the package " + type.getPackageName(),
          "write opens " + type.getPackageName() + "; in its module-info.java",
          e);
    }
  }
}
