package dev.covet.password;

import dev.covet.AuthenticationException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Name and password of an {@code Authorization} field (RFC 7617), read strictly.
 *
 * @param name all before the first colon
 * @param password all behind it
 */
record BasicCredentials(String name, String password) {
  private static final String SCHEME = "basic";
  private static final int LONGEST = 4096;

  /**
   * What the fields of a request show.
   *
   * @param lines all of its {@code Authorization} fields
   * @return null if they show nothing of this kind
   * @throws AuthenticationException if they are malformed
   */
  static @Nullable BasicCredentials of(List<String> lines) throws AuthenticationException {
    if (lines.stream().noneMatch(BasicCredentials::isBasic)) {
      return null;
    }
    if (lines.size() > 1) {
      throw malformed("several Authorization fields");
    }
    String token = lines.getFirst().substring(SCHEME.length()).stripLeading();
    if (token.length() > LONGEST) {
      throw malformed("too long");
    }
    String text = decoded(token);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw malformed("control character");
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw malformed("no colon");
    }
    return new BasicCredentials(text.substring(0, colon), text.substring(colon + 1));
  }

  private static boolean isBasic(String line) {
    int end = SCHEME.length();
    return line.regionMatches(true, 0, SCHEME, 0, end)
        && (line.length() == end || line.charAt(end) == ' ');
  }

  private static String decoded(String token) throws AuthenticationException {
    try {
      byte[] bytes = Base64.getDecoder().decode(token);
      // Java's decoder also takes what lacks its padding, or has bits too many
      if (!Base64.getEncoder().encodeToString(bytes).equals(token)) {
        throw malformed("no base64");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      throw malformed("no base64");
    } catch (CharacterCodingException e) {
      throw malformed("no UTF-8");
    }
  }

  private static AuthenticationException malformed(String reason) {
    return new AuthenticationException(
        "The Authorization field is malformed.", "malformed: " + reason);
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return "BasicCredentials[" + name + "]";
  }
}
