package dev.covet;

import dev.covet.http.Headers;

/**
 * Middleware that sets fields which protect readers, in place of the defaults of {@code
 * security-headers} and for groups that want more than these. A field that the answer has already,
 * from a handler or from middleware within, stays. Immutable and safe for any thread.
 *
 * <pre>{@code
 * app.use(SecurityHeaders.strict().with("X-Frame-Options", "SAMEORIGIN"));
 * }</pre>
 */
public final class SecurityHeaders implements Middleware {
  private static final SecurityHeaders STRICT =
      new SecurityHeaders(
          Headers.of(
              "X-Content-Type-Options",
              "nosniff",
              "X-Frame-Options",
              "DENY",
              "Referrer-Policy",
              "no-referrer",
              "Cross-Origin-Opener-Policy",
              "same-origin",
              "Cross-Origin-Resource-Policy",
              "same-origin",
              "Origin-Agent-Cluster",
              "?1",
              "Permissions-Policy",
              "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"));

  private final Headers fields;
  private final HeaderMemo memo = new HeaderMemo(this::added);

  private SecurityHeaders(Headers fields) {
    this.fields = fields;
  }

  /**
   * {@return no frames, no Referer, no windows or sub-resources shared with other origins, no
   * camera and the like} Pages that other sites embed or open, and images that others show, break.
   */
  public static SecurityHeaders strict() {
    return STRICT;
  }

  /** {@return nothing yet} */
  public static SecurityHeaders none() {
    return new SecurityHeaders(Headers.empty());
  }

  /**
   * {@return these with a field in place of one of the same name}
   *
   * @param name the field's name
   * @param value its value
   * @throws IllegalArgumentException if the name or value holds a forbidden character
   */
  public SecurityHeaders with(String name, String value) {
    return new SecurityHeaders(fields.with(name, value));
  }

  /**
   * {@return these without a field} What {@code security-headers} adds by default stays: give the
   * field another value instead.
   *
   * @param name the field's name
   */
  public SecurityHeaders without(String name) {
    return new SecurityHeaders(fields.without(name));
  }

  @Override
  public Response<?> handle(Request request, Next next) {
    Response<?> response = next.handle(request);
    return response.withHeaders(memo.of(response.headers()));
  }

  private Headers added(Headers own) {
    Headers all = own;
    for (int i = 0; i < fields.size(); i++) {
      if (!own.contains(fields.name(i))) {
        all = all.add(fields.name(i), fields.value(i));
      }
    }
    return all;
  }
}
