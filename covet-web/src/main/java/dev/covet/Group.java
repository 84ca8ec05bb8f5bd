package dev.covet;

/** Routes under a prefix. */
final class Group extends Router {
  private final Router parent;
  private final String prefix;

  Group(Router parent, String prefix) {
    this.parent = parent;
    this.prefix = prefix;
  }

  @Override
  String prefix() {
    return prefix;
  }

  @Override
  Router parent() {
    return parent;
  }
}
