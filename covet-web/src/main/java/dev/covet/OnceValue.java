package dev.covet;

import org.jspecify.annotations.Nullable;

/** A value that an application has once. */
final class OnceValue implements ProviderSource {
  private final Provision provision;
  private final Providers scope;

  /** Written by the thread that starts, before a request is accepted. */
  private @Nullable Object value;

  /**
   * A value that is not made yet.
   *
   * @param scope where it was declared, and finds what it needs
   */
  OnceValue(Provision provision, Providers scope) {
    this.provision = provision;
    this.scope = scope;
  }

  @Override
  public Provision provision() {
    return provision;
  }

  Providers scope() {
    return scope;
  }

  void value(Object made) {
    value = made;
  }

  boolean isMade() {
    return value != null;
  }

  /** The value, after the start. */
  Object value() {
    Object made = value;
    if (made == null) {
      throw new ProvisionException(
          provision + ": it is made when the application starts, which it has not");
    }
    return made;
  }
}
