package dev.covet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with one request. */
final class Rejections {
  /** More help nobody, and a client could ask for long answers with short requests. */
  private static final int MOST = 50;

  private List<Rejection> list = List.of();
  private int count;
  private boolean notFound;
  private @Nullable Throwable cause;

  void add(Rejection rejection, @Nullable Throwable why) {
    notFound |= rejection.failure() == Failure.WRONG_PATH_PARAMETER;
    count++;
    if (list.isEmpty()) {
      list = new ArrayList<>(2);
    }
    if (list.size() < MOST) {
      list.add(rejection);
      cause = cause == null ? why : cause;
    }
  }

  /** Something hangs on what was told already. */
  void again() {
    count++;
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** How many there were, also those that are not told. */
  int count() {
    return count;
  }

  /** Whether the path names nothing that can exist. */
  boolean notFound() {
    return notFound;
  }

  HttpException toException() {
    Rejection first =
        list.stream()
            .filter(r -> !notFound || r.failure() == Failure.WRONG_PATH_PARAMETER)
            .findFirst()
            .orElseThrow();
    String more = list.size() == 1 ? "" : " (1 of " + list.size() + " mistakes)";
    return first
        .failure()
        .because(first.sentence() + more, cause)
        .with("errors", list.stream().map(Rejection::toMap).toList());
  }
}
