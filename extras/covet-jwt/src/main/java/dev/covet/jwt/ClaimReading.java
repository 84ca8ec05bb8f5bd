package dev.covet.jwt;

import dev.covet.AuthenticationException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a principal has of the claims.
 *
 * @param name the claim with its name
 * @param roles the way to its roles: names of members, from the outermost
 */
record ClaimReading(String name, List<String> roles) {
  JwtPrincipal principal(Map<String, Object> claims) throws AuthenticationException {
    if (!(claims.get(name) instanceof String text) || text.isBlank()) {
      throw new AuthenticationException("The token is wrong.", "no text in '" + name + "'");
    }
    Set<String> scopes = words(claims.get("scope"));
    return new JwtPrincipal(
        text, words(at(claims)), scopes.isEmpty() ? words(claims.get("scp")) : scopes, claims);
  }

  private @Nullable Object at(Map<String, Object> claims) {
    Object found = claims;
    for (String member : roles) {
      found = found instanceof Map<?, ?> map ? map.get(member) : null;
    }
    return found;
  }

  /** A text of words (RFC 8693, section 4.2) or a list of texts; anything else grants nothing. */
  private static Set<String> words(@Nullable Object value) {
    Set<String> words = new LinkedHashSet<>();
    switch (value) {
      case String text -> {
        for (String word : text.split(" ", -1)) {
          if (!word.isEmpty()) {
            words.add(word);
          }
        }
      }
      case Collection<?> many ->
          many.forEach(
              one -> {
                if (one instanceof String word && !word.isEmpty()) {
                  words.add(word);
                }
              });
      case null, default -> {}
    }
    return words;
  }
}
