package dev.covet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule about who may use a route: {@link Route#require}, {@link Router#require}, {@link Require}.
 * Who may not gets 403. Immutable; safe for any thread.
 */
public final class Access {
  private final List<String> scopes;
  private final List<String> roles;
  private final String words;
  private final @Nullable AccessCheck check;

  private Access(
      List<String> scopes, List<String> roles, String words, @Nullable AccessCheck check) {
    this.scopes = scopes;
    this.roles = roles;
    this.words = words;
    this.check = check;
  }

  /**
   * {@return a rule: the principal has all of these scopes}
   *
   * @param all at least one
   * @throws IllegalArgumentException if there is none, or one is no scope token (RFC 6749, section
   *     3.3)
   */
  public static Access scopes(String... all) {
    List<String> scopes = some(all, "scope");
    for (String scope : scopes) {
      if (!scope.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
        throw new IllegalArgumentException("not a scope: '" + scope + "'");
      }
    }
    return new Access(scopes, List.of(), words("scope", scopes, " and "), null);
  }

  /**
   * {@return a rule: the principal has one of these roles}
   *
   * @param oneOf at least one
   * @throws IllegalArgumentException if there is none
   */
  public static Access roles(String... oneOf) {
    List<String> roles = some(oneOf, "role");
    return new Access(List.of(), roles, words("role", roles, " or "), null);
  }

  /**
   * {@return a rule of one's own}
   *
   * @param words what it needs, for documents: {@code to own the order}
   * @param check decides, for requests that have a principal
   * @throws IllegalArgumentException if the words are blank
   */
  public static Access when(String words, AccessCheck check) {
    if (words.isBlank()) {
      throw new IllegalArgumentException("say in words what the rule needs");
    }
    return new Access(List.of(), List.of(), words, check);
  }

  private static List<String> some(String[] names, String kind) {
    if (names.length == 0 || List.of(names).stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("name at least one " + kind + ", and none without text");
    }
    return List.of(names);
  }

  private static String words(String kind, List<String> names, String joined) {
    return "the " + kind + (names.size() > 1 ? "s " : " ") + String.join(joined, names);
  }

  boolean allows(Principal principal, Request request) throws Exception {
    return principal.scopes().containsAll(scopes)
        && (roles.isEmpty() || roles.stream().anyMatch(principal.roles()::contains))
        && (check == null || check.allows(principal, request));
  }

  List<String> scopes() {
    return scopes;
  }

  List<String> roles() {
    return roles;
  }

  /** {@return what it needs} */
  @Override
  public String toString() {
    return words;
  }

  /** What an annotation asks. */
  static List<Access> of(Require require) {
    List<Access> all = new ArrayList<>();
    if (require.scopes().length > 0) {
      all.add(scopes(require.scopes()));
    }
    if (require.roles().length > 0) {
      all.add(roles(require.roles()));
    }
    if (require.check() != AccessCheck.class) {
      all.add(when(require.check().getSimpleName(), made(require.check())));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("@Require asks nothing; name scopes, roles or a check");
    }
    return all;
  }

  private static AccessCheck made(Class<? extends AccessCheck> type) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          type.getName() + " can not be made: it needs a constructor without parameters", e);
    }
  }
}
