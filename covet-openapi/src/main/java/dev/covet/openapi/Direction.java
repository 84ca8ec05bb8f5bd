package dev.covet.openapi;

/** Which way values of a type go. */
enum Direction {
  /** Read from clients. */
  INPUT,
  /** Written for them. */
  OUTPUT
}
