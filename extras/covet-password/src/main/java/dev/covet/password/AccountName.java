package dev.covet.password;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names by which users say who they are. */
final class AccountName {
  private static final int LONGEST = 256;

  private AccountName() {}

  /** The name as stores are asked for it (NFC); null if none can be like that. */
  static @Nullable String of(String shown) {
    if (shown.isBlank() || shown.length() > LONGEST) {
      return null;
    }
    boolean sound =
        shown
            .codePoints()
            .map(Character::getType)
            .noneMatch(type -> type == Character.CONTROL || type == Character.SURROGATE);
    return sound ? Normalizer.normalize(shown, Normalizer.Form.NFC) : null;
  }

  /**
   * What guesses are counted by: a store may take {@code ANN} for {@code ann}, and who does not
   * exist must be counted like who does.
   */
  static String counted(String name) {
    String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
