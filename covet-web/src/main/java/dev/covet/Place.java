package dev.covet;

import java.util.Set;

/** Where in the application's source something was declared, for messages. */
final class Place {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /** The classes between a declaration and this one. */
  private static final Set<String> OWN =
      Set.of(
          Place.class.getName(),
          Router.class.getName(),
          Provisions.class.getName(),
          Covet.class.getName(),
          Group.class.getName());

  private Place() {}

  /**
   * {@return file and line of the nearest caller outside these classes, as stack traces show them}
   */
  static String ofCaller() {
    return WALKER.walk(
        frames ->
            frames
                .filter(frame -> !OWN.contains(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("unknown place"));
  }
}
