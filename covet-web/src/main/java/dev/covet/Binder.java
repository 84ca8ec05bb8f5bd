package dev.covet;

import org.jspecify.annotations.Nullable;

/** Makes one value from a request. Compiled at start; called by many threads at once. */
@FunctionalInterface
interface Binder {
  /**
   * Makes the value.
   *
   * @param request the request
   * @param rejections takes what is wrong; the value does not count then
   * @return the value, boxed
   * @throws Exception if the request can not be read at all
   */
  @Nullable Object bind(Request request, Rejections rejections) throws Exception;
}
