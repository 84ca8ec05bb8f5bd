package dev.covet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request keeps once it was asked for; most requests never make one. */
final class RequestParts {
  private static final int LONGEST_ID = 64;

  private final Request request;
  private final int parameterLimit;
  private @Nullable Parameters query;
  private @Nullable Parameters cookies;
  private @Nullable FormData form;
  private @Nullable RequestBody body;
  private @Nullable String id;
  private @Nullable Map<Key<?>, Object> attributes;
  private @Nullable List<Runnable> after;
  private @Nullable RequestValues values;
  private @Nullable Session session;

  RequestParts(Request request, int parameterLimit) {
    this.request = request;
    this.parameterLimit = parameterLimit;
  }

  Parameters query() {
    Parameters parsed = query;
    if (parsed == null) {
      String raw = request.incoming().rawQuery();
      parsed = UrlEncoded.parse(raw == null ? "" : raw, parameterLimit, Failure.MALFORMED_QUERY);
      query = parsed;
    }
    return parsed;
  }

  Parameters cookies() {
    Parameters parsed = cookies;
    if (parsed == null) {
      parsed = CookieHeader.parse(request.headerLines("Cookie"));
      cookies = parsed;
    }
    return parsed;
  }

  Parameters form() {
    return formData().fields();
  }

  List<Upload> uploads(String name) {
    if (!body().isMultipart()) {
      throw Failure.WRONG_MEDIA_TYPE.because("the body must be " + Multipart.TYPE);
    }
    return formData().files(name);
  }

  private FormData formData() {
    FormData read = form;
    if (read == null) {
      UploadLimits limits = request.route().uploads();
      read =
          body().isMultipart()
              ? FormData.read(request, Multipart.of(body(), limits), limits, parameterLimit)
              : new FormData(
                  UrlEncoded.parse(body().formText(), parameterLimit, Failure.MALFORMED_FORM),
                  List.of());
      form = read;
    }
    return read;
  }

  RequestBody body() {
    RequestBody made = body;
    if (made == null) {
      made = new RequestBody(request);
      body = made;
    }
    return made;
  }

  String id() {
    String made = id;
    if (made == null) {
      String given = request.headerOrNull("X-Request-Id");
      made = given != null && isSafeId(given) ? given : Ids.next();
      id = made;
    }
    return made;
  }

  /** The one that was made or asked for. */
  @Nullable String knownId() {
    return id;
  }

  /** Whether a client may give an id. */
  static boolean isSafeId(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST_ID
        && id.chars()
            .allMatch(
                c ->
                    c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || "-_.:".indexOf(c) >= 0);
  }

  @SuppressWarnings("unchecked") // a key only ever stands for values of its own type
  <T> @Nullable T attribute(Key<T> key) {
    return attributes == null ? null : (T) attributes.get(key);
  }

  <T> void attribute(Key<T> key, T value) {
    if (attributes == null) {
      attributes = new IdentityHashMap<>(8);
    }
    attributes.put(key, value);
  }

  void after(Runnable work) {
    if (after == null) {
      after = new ArrayList<>(2);
    }
    after.add(work);
  }

  RequestValues values(Providers scope) {
    RequestValues made = values;
    if (made == null) {
      made = new RequestValues(request, scope);
      values = made;
    }
    return made;
  }

  Session session(SessionKeeper keeper) {
    Session made = session;
    if (made == null) {
      made = keeper.of(request);
      session = made;
    }
    return made;
  }

  @Nullable Session usedSession() {
    return session != null && session.isUsed() ? session : null;
  }

  /** What was provided is closed first: work that takes long must not keep it open. */
  List<Runnable> afterTasks() {
    Runnable closing = values == null ? null : values.closing();
    List<Runnable> left = after == null ? List.of() : Collections.unmodifiableList(after);
    if (closing == null) {
      return left;
    }
    List<Runnable> all = new ArrayList<>(left);
    all.addFirst(closing);
    return all;
  }
}
