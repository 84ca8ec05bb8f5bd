package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/** A browser that keeps the cookies of one application. */
final class SessionClient {
  private final AssembledApplication application;
  private String scheme = "https";
  private String address = "192.0.2.1";
  String cookieName = "__Host-session";
  @Nullable String cookie;

  SessionClient(AssembledApplication application) {
    this.application = application;
  }

  /** Another browser with the same cookie: a thief's. */
  SessionClient copy() {
    SessionClient copy = new SessionClient(application);
    copy.scheme = scheme;
    copy.address = address;
    copy.cookieName = cookieName;
    copy.cookie = cookie;
    return copy;
  }

  SessionClient inClearTextFrom(String from) {
    scheme = "http";
    address = from;
    return this;
  }

  Response<?> get(String target) {
    return get(target, "example.org");
  }

  Response<?> get(String target, String host) {
    FakeIncoming incoming = FakeIncoming.get(target).scheme(scheme).from(address).host(host);
    if (cookie != null) {
      incoming.with("Cookie", "other=1; " + cookieName + "=" + cookie);
    }
    Response<?> response = Exchange.serve(application, incoming);
    String set = response.headers().first("Set-Cookie");
    if (set != null) {
      assertThat(set).startsWith(cookieName + "=");
      String value = set.substring(cookieName.length() + 1, set.indexOf(';'));
      cookie = value.isEmpty() ? null : value;
    }
    return response;
  }

  String text(String target) {
    Response<?> response = get(target);
    assertThat(response.status().code()).as(target).isEqualTo(200);
    return Exchange.text(response);
  }
}
