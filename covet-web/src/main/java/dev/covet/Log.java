package dev.covet;

/** Where the application layer logs: the JDK's facade, which any logging library can take over. */
final class Log {
  /** Everything here, under one name. */
  static final System.Logger WEB = System.getLogger("dev.covet.web");

  private Log() {}
}
