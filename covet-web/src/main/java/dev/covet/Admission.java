package dev.covet;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is served at all, before a thread is started for it. Called on the
 * event loop, which it must not block; the body is not read yet.
 */
@FunctionalInterface
interface Admission {
  /** Null lets it pass; else the answer, with a body that is there already. */
  @Nullable Response<?> admit(Request request);
}
