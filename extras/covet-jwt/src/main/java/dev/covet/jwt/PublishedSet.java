package dev.covet.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a JSON Web Key Set (RFC 7517, section 5). */
final class PublishedSet {
  /** More than any issuer has; each costs memory and a look. */
  private static final int KEYS_MOST = 100;

  private static final Logger LOG = System.getLogger("dev.covet.jwt");

  private PublishedSet() {}

  /**
   * {@return its keys} Those that can not be read are left out: a set may have types to come.
   *
   * @throws ParseException if it is not a set
   */
  static List<JWK> parse(String json) throws ParseException {
    Map<String, Object>[] members =
        JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
    if (members == null) {
      throw new ParseException("no array 'keys'", 0);
    }
    if (members.length > KEYS_MOST) {
      throw new ParseException(members.length + " keys; at most " + KEYS_MOST, 0);
    }
    List<JWK> keys = new ArrayList<>();
    for (Map<String, Object> member : members) {
      try {
        keys.add(JWK.parse(member));
      } catch (ParseException | IllegalArgumentException e) {
        LOG.log(Level.DEBUG, () -> "a key is left out: " + e.getMessage());
      }
    }
    return keys;
  }
}
