package dev.covet;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something is wrong with how values are provided. Its own type, so that the providers through
 * which it passes are not blamed as well.
 */
final class ProvisionException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  ProvisionException(String message) {
    super(message);
  }

  ProvisionException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Values that need each other.
   *
   * @param chain from the first of them to the one that needs it
   */
  static ProvisionException circle(List<Provision> chain) {
    Provision first = chain.getFirst();
    return new ProvisionException(
        first
            + ": "
            + needs(chain, first.type())
            + ", so none of them can be the first; let one do without the next");
  }

  /**
   * A value that is not provided where another one is made.
   *
   * @param chain from what was asked for to what needs it
   */
  static ProvisionException missing(List<Provision> chain, Class<?> type) {
    return new ProvisionException(
        chain.getLast()
            + ": "
            + needs(chain, type)
            + ", and nobody provides that; declare "
            + remedy(type));
  }

  /** A value that is not provided where a handler asks for it. */
  static ProvisionException missing(String where, Class<?> type) {
    return new ProvisionException(
        where + ": nobody provides " + Declaration.nameOf(type) + "; declare " + remedy(type));
  }

  /**
   * A value of the application that needs one of a request.
   *
   * @param chain from what was asked for to what needs it
   */
  static ProvisionException shortLived(List<Provision> chain, Class<?> type) {
    return new ProvisionException(
        chain.getLast()
            + ": "
            + needs(chain, type)
            + ", and that is made for each request; provide "
            + chain.getLast().name()
            + " for each request as well, or "
            + Declaration.nameOf(type)
            + " once");
  }

  /** How one provides it. */
  static String remedy(Class<?> type) {
    return "app.provide(" + type.getSimpleName() + ".class, …)";
  }

  /** What needs what, in one sentence. */
  static String needs(List<Provision> chain, Class<?> last) {
    return Stream.concat(chain.stream().map(Provision::name), Stream.of(Declaration.nameOf(last)))
        .collect(Collectors.joining(" needs "));
  }
}
