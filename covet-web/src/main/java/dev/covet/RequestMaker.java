package dev.covet;

import org.jspecify.annotations.Nullable;

/**
 * Gives the value of a type to the requests of one route.
 *
 * @param index its place among the values of a request
 * @param provision the declaration
 * @param making makes it; null stands for an input that was rejected
 * @param readsBody whether its input is read from the body
 */
record RequestMaker(int index, Provision provision, Binder making, boolean readsBody)
    implements Binder {
  @Override
  public @Nullable Object bind(Request request, Rejections rejections) throws Exception {
    return request.values().value(this, rejections);
  }
}
