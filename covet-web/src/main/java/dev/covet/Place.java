package dev.covet;

/** Where in the application's source something was declared, for messages. */
final class Place {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String OWN = Place.class.getPackageName() + ".";

  private Place() {}

  /** {@return file and line of the nearest caller outside Covet, as stack traces show them} */
  static String ofCaller() {
    return WALKER.walk(
        frames ->
            frames
                .filter(frame -> !isOwn(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("unknown place"));
  }

  /**
   * A class of this package itself; applications and tests below it, like {@code dev.covet.test},
   * count as callers.
   */
  private static boolean isOwn(String className) {
    return className.startsWith(OWN)
        && className.indexOf('.', OWN.length()) < 0
        && !className.endsWith("Test")
        && !className.contains("Test$");
  }
}
