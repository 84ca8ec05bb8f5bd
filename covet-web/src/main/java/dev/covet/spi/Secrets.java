package dev.covet.spi;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What must never be shown: in logs, reports, messages, problem details or pages. The one list of
 * it, for the whole process: names that say that a value is secret, and the values that
 * configurations hold. Safe for any thread.
 */
public final class Secrets {
  private static final List<String> WORDS =
      List.of("secret", "password", "passwd", "token", "credential", "key");

  private static final String HIDDEN = "***";

  /** Anything shorter would tear holes into words that have nothing to do with it. */
  private static final int SHORTEST = 6;

  private static final Set<String> VALUES = ConcurrentHashMap.newKeySet();

  /** A name and its value, as in a query, a property or JSON; a key alone is often none. */
  private static final Pattern PAIR =
      Pattern.compile(
          "(?i)((?:secret|password|passwd|token|credential|(?:api|access|private)[-_]?key)\\w*+"
              + "(?:=|[\"']\\s*+:\\s*+))(?:\"[^\"]*+\"|'[^']*+'|[^\\s,;&\"'})\\]]++)");

  private static final Pattern LOGIN = Pattern.compile("(?i)\\b(bearer|basic) [\\w.~+/=-]{8,}+");
  private static final Pattern USER_INFO = Pattern.compile("://[^\\s/@:]*+:[^\\s/@]++@");

  private Secrets() {}

  /**
   * {@return whether a name says that its value is secret}
   *
   * @param name of a setting, a field, a parameter
   */
  public static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains);
  }

  /**
   * {@return a value as it may be shown}
   *
   * @param name says what it is
   * @param value perhaps secret
   */
  public static String shown(String name, String value) {
    return isSecret(name) ? HIDDEN : value;
  }

  /**
   * Keeps a value from ever being shown. Values of less than 6 characters are only hidden by their
   * names.
   *
   * @param value secret
   */
  public static void keep(String value) {
    if (value.length() >= SHORTEST) {
      VALUES.add(value);
    }
  }

  /**
   * {@return a text without secrets: values of the configuration, and what stands beside a name
   * that says so}
   *
   * @param text for people
   */
  public static String hide(String text) {
    String shown = hideValues(text);
    shown = PAIR.matcher(shown).replaceAll("$1" + HIDDEN);
    shown = LOGIN.matcher(shown).replaceAll("$1 " + HIDDEN);
    return USER_INFO.matcher(shown).replaceAll("://" + HIDDEN + "@");
  }

  /**
   * {@return a failure as it may be logged: itself, unless it or a cause tells a value of the
   * configuration}
   *
   * @param failure what was thrown
   */
  public static Throwable loggable(Throwable failure) {
    return VALUES.isEmpty() ? failure : HiddenFailure.of(failure);
  }

  static String hideValues(String text) {
    String shown = text;
    for (String value : VALUES) {
      if (shown.contains(value)) {
        shown = shown.replace(value, HIDDEN);
      }
    }
    return shown;
  }
}
