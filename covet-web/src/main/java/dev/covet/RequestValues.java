package dev.covet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request was provided with: at most one value of each type, made when it is first asked
 * for. Used by the thread that handles the request, and closed by another one after that.
 */
final class RequestValues {
  /**
   * In place of a value that is being made.
   *
   * @param outer what needs it, if anything
   */
  private record Begun(Provision provision, @Nullable Begun outer) {}

  private final Request request;
  private final Providers scope;

  /** In place of a value: {@link Begun}, or the {@link Rejections} that know what is wrong. */
  private final @Nullable Object[] values;

  private final Opened opened = new Opened();
  private @Nullable Begun innermost;

  RequestValues(Request request, Providers scope) {
    this.request = request;
    this.scope = scope;
    this.values = new @Nullable Object[scope.size()];
  }

  /**
   * The value, for an input with which others may be wrong as well.
   *
   * @param rejections takes what is wrong with what it is made from, once for all who ask
   * @return null if something was rejected
   */
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  @Nullable Object value(RequestMaker maker, Rejections rejections) throws Exception {
    Object known = values[maker.index()];
    if (known instanceof Begun begun) {
      throw ProvisionException.circle(chain(begun));
    }
    if (known == rejections) {
      rejections.again();
      return null;
    }
    return known == null || known instanceof Rejections ? make(maker, rejections) : known;
  }

  /** The value, for somebody who can not go on without it. */
  Object value(RequestMaker maker) throws Exception {
    Rejections rejections = new Rejections();
    Object value = value(maker, rejections);
    if (value == null) {
      throw rejections.toException();
    }
    return value;
  }

  private @Nullable Object make(RequestMaker maker, Rejections rejections) throws Exception {
    Begun outer = innermost;
    innermost = new Begun(maker.provision(), outer);
    values[maker.index()] = innermost;
    Object made = null;
    try {
      made = maker.making().bind(request, rejections);
    } finally {
      values[maker.index()] = made;
      innermost = outer;
    }
    if (made == null) {
      values[maker.index()] = rejections;
    } else if (made instanceof AutoCloseable && !scope.owns(made)) {
      opened.add(maker.provision(), made);
    }
    return made;
  }

  /** What fails if a type is not provided. */
  ProvisionException missing(Class<?> type) {
    return innermost == null
        ? ProvisionException.missing(request.toString(), type)
        : ProvisionException.missing(chain(null), type);
  }

  /** What is being made, from the first to the innermost. */
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  private List<Provision> chain(@Nullable Begun first) {
    List<Provision> chain = new ArrayList<>();
    Begun at = innermost;
    while (at != null) {
      chain.addFirst(at.provision());
      at = at == first ? null : at.outer();
    }
    return chain;
  }

  /** Closes what has to be closed, or null if that is nothing. For after the answer. */
  @Nullable Runnable closing() {
    return opened.isEmpty() ? null : opened::close;
  }
}
