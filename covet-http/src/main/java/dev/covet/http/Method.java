package dev.covet.http;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A request method (RFC 9110, section 9): the registered ones are constants, any other token is
 * allowed and compared by name, with case. Immutable; instances of the constants are unique, so
 * {@code ==} works on them.
 */
public final class Method {
  /** Transfer of a representation. */
  public static final Method GET = new Method("GET", true, true);

  /** Like GET without the body. */
  public static final Method HEAD = new Method("HEAD", true, true);

  /** Processing by the target's own rules. */
  public static final Method POST = new Method("POST", false, false);

  /** Replacement of the target. */
  public static final Method PUT = new Method("PUT", false, true);

  /** Partial change (RFC 5789). */
  public static final Method PATCH = new Method("PATCH", false, false);

  /** Removal of the target. */
  public static final Method DELETE = new Method("DELETE", false, true);

  /** Communication options. */
  public static final Method OPTIONS = new Method("OPTIONS", true, true);

  /** Safe query with a body (IETF draft "The HTTP QUERY Method"). */
  public static final Method QUERY = new Method("QUERY", true, true);

  /** Message loop-back; never served. */
  public static final Method TRACE = new Method("TRACE", true, true);

  /** Tunnel; not served by an origin. */
  public static final Method CONNECT = new Method("CONNECT", false, false);

  private static final List<Method> KNOWN =
      List.of(GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, QUERY, TRACE, CONNECT);
  private static final Map<String, Method> BY_NAME =
      KNOWN.stream().collect(Collectors.toUnmodifiableMap(Method::name, Function.identity()));

  private final String name;
  private final boolean safe;
  private final boolean idempotent;

  private Method(String name, boolean safe, boolean idempotent) {
    this.name = name;
    this.safe = safe;
    this.idempotent = idempotent;
  }

  /**
   * The method with this name.
   *
   * @param name a token (RFC 9110, section 5.6.2), with case
   * @return the constant for a registered method, else a new instance that is neither safe nor
   *     idempotent
   * @throws IllegalArgumentException if the name is not a token
   */
  public static Method of(String name) {
    Method known = BY_NAME.get(name);
    if (known != null) {
      return known;
    }
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException("not a method name: '" + name + "'");
    }
    return new Method(name, false, false);
  }

  /** {@return the methods that have constants here} */
  public static List<Method> known() {
    return KNOWN;
  }

  /** {@return the name as it is sent, with case} */
  public String name() {
    return name;
  }

  /** {@return whether the method only reads (RFC 9110, section 9.2.1)} */
  public boolean isSafe() {
    return safe;
  }

  /** {@return whether repeating a request has the effect of one (RFC 9110, section 9.2.2)} */
  public boolean isIdempotent() {
    return idempotent;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Method method && method.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
