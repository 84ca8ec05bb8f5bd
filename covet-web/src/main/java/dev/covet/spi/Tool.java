package dev.covet.spi;

/**
 * Looks at an application in place of serving it, as {@code ./covet openapi} does. Found by {@link
 * java.util.ServiceLoader}, and only if the system property {@code covet.tool} names one.
 */
public interface Tool {
  /** {@return its name} */
  String name();

  /**
   * Looks at it. Start hooks have not run, nothing listens.
   *
   * @param application the application, assembled
   * @return what is to be written where {@code covet.tool.output} says
   */
  String look(Application application);
}
