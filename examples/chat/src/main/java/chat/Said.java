package chat;

/**
 * What somebody says.
 *
 * @param key of the sender's own choice: a message with a key that is known is not said again
 * @param name who says it
 * @param text what
 */
record Said(String key, String name, String text) {
  /** Whether it can be passed on. */
  boolean isFit() {
    return key.matches("[A-Za-z0-9-]{1,64}")
        && !name.isBlank()
        && name.length() <= 40
        && !text.isBlank()
        && text.length() <= 2000;
  }
}
