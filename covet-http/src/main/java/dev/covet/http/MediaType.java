package dev.covet.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type (RFC 9110, section 8.3.1). Immutable.
 *
 * @param type the part before the slash, in lower case; {@code *} in a range
 * @param subtype the part after the slash, in lower case; {@code *} in a range
 * @param parameters the parameters in order, names in lower case, values without quotes
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {
  /** {@code text/plain; charset=utf-8}. */
  public static final MediaType TEXT = utf8("text", "plain");

  /** {@code text/html; charset=utf-8}. */
  public static final MediaType HTML = utf8("text", "html");

  /** {@code text/event-stream}: always UTF-8. */
  public static final MediaType EVENT_STREAM = new MediaType("text", "event-stream", Map.of());

  /** {@code application/json}. */
  public static final MediaType JSON = new MediaType("application", "json", Map.of());

  /** {@code application/problem+json} (RFC 9457). */
  public static final MediaType PROBLEM = new MediaType("application", "problem+json", Map.of());

  /** {@code application/merge-patch+json} (RFC 7396). */
  public static final MediaType MERGE_PATCH =
      new MediaType("application", "merge-patch+json", Map.of());

  /** {@code application/octet-stream}. */
  public static final MediaType BYTES = new MediaType("application", "octet-stream", Map.of());

  /** {@code application/x-www-form-urlencoded}. */
  public static final MediaType FORM =
      new MediaType("application", "x-www-form-urlencoded", Map.of());

  private static MediaType utf8(String type, String subtype) {
    return new MediaType(type, subtype, Map.of("charset", "utf-8"));
  }

  /**
   * Brings names to lower case and copies the parameters.
   *
   * @throws IllegalArgumentException if a name is not a token
   */
  public MediaType {
    if (!Tokens.isToken(type) || !Tokens.isToken(subtype)) {
      throw new IllegalArgumentException("not a media type: '" + type + "/" + subtype + "'");
    }
    type = type.toLowerCase(Locale.ROOT);
    subtype = subtype.toLowerCase(Locale.ROOT);
    Map<String, String> copy = new LinkedHashMap<>();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!Tokens.isToken(name)) {
        throw new IllegalArgumentException("not a parameter of a media type: '" + name + "'");
      }
      copy.put(name.toLowerCase(Locale.ROOT), parameter.getValue());
    }
    parameters = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads a media type or a range with its parameters.
   *
   * @param text for example {@code text/html; charset=utf-8}
   * @return the media type
   * @throws IllegalArgumentException if the text is not one
   */
  public static MediaType parse(String text) {
    int end = text.indexOf(';');
    String essence = (end < 0 ? text : text.substring(0, end)).strip();
    int slash = essence.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a media type: '" + text + "'");
    }
    Map<String, String> parameters = end < 0 ? Map.of() : FieldParameters.parse(text, end);
    return new MediaType(essence.substring(0, slash), essence.substring(slash + 1), parameters);
  }

  /**
   * {@return the character set that the parameters name, or empty if they name none}
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public Optional<Charset> charset() {
    String name = parameters.get("charset");
    if (name == null) {
      return Optional.empty();
    }
    if (name.equalsIgnoreCase("utf-8")) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException("unknown character set '" + name + "'", e);
    }
  }

  /** {@return whether this is JSON: {@code application/json} or a {@code +json} type} */
  public boolean isJson() {
    return type.equals("application") && (subtype.equals("json") || subtype.endsWith("+json"));
  }

  /**
   * {@return whether type and subtype are the same, whatever the parameters}
   *
   * @param other another media type
   */
  public boolean sameEssence(MediaType other) {
    return type.equals(other.type) && subtype.equals(other.subtype);
  }

  /**
   * {@return whether this range covers a media type: {@code *}{@code /*}, {@code text/*} or the
   * same essence}
   *
   * @param candidate a media type without wildcards
   */
  public boolean covers(MediaType candidate) {
    return type.equals("*")
        || type.equals(candidate.type)
            && (subtype.equals("*") || subtype.equals(candidate.subtype));
  }

  /** {@return the media type as it stands in a field} */
  @Override
  public String toString() {
    if (parameters.isEmpty()) {
      return type + "/" + subtype;
    }
    StringBuilder text = new StringBuilder(type).append('/').append(subtype);
    parameters.forEach(
        (name, value) -> {
          text.append("; ").append(name).append('=');
          FieldParameters.value(text, value);
        });
    return text.toString();
  }
}
