package dev.covet;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.WebSocketCompression;
import dev.covet.http.WebSocketDeflate;
import dev.covet.http.WebSocketLimits;
import dev.covet.http.WebSocketTerms;
import dev.covet.spi.WebSocketBody;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers a handshake (RFC 6455, section 4.2): an ordinary route returns {@link #accept}, so what
 * stands around it (middleware, limits, error mapping) holds for WebSockets as well.
 *
 * <pre>{@code
 * app.get("/chat/{room}", req -> {
 *   String room = req.path("room").asString();
 *   return WebSocketUpgrade.of(req).subprotocols("chat.v2").accept(socket -> talk(room, socket));
 * });
 * }</pre>
 */
public final class WebSocketUpgrade {
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private final Request request;
  private @Nullable Origins origins;
  private List<String> subprotocols = List.of();
  private final boolean spoken;
  private WebSocketLimits limits;
  private @Nullable SlowConsumer policy;
  private int unsent = 256;

  private WebSocketUpgrade(Request request) {
    this.request = request;
    WebSocketLimits known = request.route().webSockets();
    this.spoken = known != null;
    this.limits = known == null ? WebSocketLimits.defaults() : known;
  }

  /**
   * {@return an answer to a request; nothing is checked yet}
   *
   * @param request the request
   */
  public static WebSocketUpgrade of(Request request) {
    return new WebSocketUpgrade(request);
  }

  /**
   * Says from pages of which origins clients may come, beside those of this server. Without it,
   * pages of other origins are refused where the request brings cookies, a login or a certificate.
   *
   * @param texts as {@code https://app.example}, {@code https://*.app.example}, or {@code *} for
   *     any
   * @return this
   * @throws IllegalArgumentException if one is no origin
   */
  public WebSocketUpgrade origins(String... texts) {
    this.origins = Origins.of(Arrays.asList(texts));
    return this;
  }

  /**
   * Says which subprotocols are spoken, best first; the first that the client offers too is agreed.
   *
   * @param names their names
   * @return this
   */
  public WebSocketUpgrade subprotocols(String... names) {
    this.subprotocols = List.of(names);
    return this;
  }

  /**
   * Sets the largest message and the largest frame.
   *
   * @param bytes the limit, at least 125
   * @return this
   */
  public WebSocketUpgrade maxMessage(int bytes) {
    if (bytes < 125) {
      throw new IllegalArgumentException("a message must be allowed 125 bytes, not " + bytes);
    }
    int frame = Math.max(bytes, limits.frame());
    this.limits =
        new WebSocketLimits(Math.min(frame, bytes), bytes, limits.ping(), limits.compression());
    return this;
  }

  /**
   * Sets the silence after which the client is asked whether it is there.
   *
   * @param time above 0
   * @return this
   */
  public WebSocketUpgrade ping(Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("the time must be above 0, not " + time);
    }
    this.limits = new WebSocketLimits(limits.frame(), limits.message(), time, limits.compression());
    return this;
  }

  /**
   * Says whether messages are compressed for clients that offer it (RFC 7692). Where messages hold
   * both secrets and what others chose, their lengths can tell the secrets.
   *
   * @param mode how
   * @return this
   */
  public WebSocketUpgrade compression(WebSocketCompression mode) {
    this.limits = new WebSocketLimits(limits.frame(), limits.message(), limits.ping(), mode);
    return this;
  }

  /**
   * Says what happens when a client takes messages more slowly than they are sent: {@code send}
   * never waits then, and messages of a {@link Room} follow it too. {@link SlowConsumer#DISCONNECT}
   * closes with 1013. Without it {@code send} waits, and of a room the oldest of 256 are missed.
   *
   * @param policy what happens
   * @param messages how many may wait, at least 1
   * @return this
   * @throws IllegalArgumentException if it is less than 1
   */
  public WebSocketUpgrade slowConsumer(SlowConsumer policy, int messages) {
    if (messages < 1) {
      throw new IllegalArgumentException("at least 1 message must be allowed, not " + messages);
    }
    this.policy = policy;
    this.unsent = messages;
    return this;
  }

  /**
   * {@return the answer: the connection becomes a WebSocket whose messages go to a listener}
   *
   * @param listener hears the client
   * @throws HttpException as {@link #accept(WebSocketHandler)}
   */
  public Response<Object> accept(WebSocketListener listener) {
    return upgrade(null, listener);
  }

  /**
   * {@return the answer: the connection becomes a WebSocket}
   *
   * @param handler speaks with the client
   * @throws HttpException 501 if {@code protocols} leaves WebSocket out, 400 or 426 if the request
   *     is no handshake, 403 if a page of another origin has sent it
   */
  public Response<Object> accept(WebSocketHandler handler) {
    return upgrade(handler, null);
  }

  private Response<Object> upgrade(
      @Nullable WebSocketHandler handler, @Nullable WebSocketListener listener) {
    checkHandshake();
    checkOrigin();
    String subprotocol = agreed();
    WebSocketDeflate deflate =
        DeflateOffers.agree(request.headerLines("Sec-WebSocket-Extensions"), limits.compression());
    WebSocketTerms terms = new WebSocketTerms(limits, deflate);
    WebSocketBody body = new WebSocketBody(handler, listener, terms, subprotocol, policy, unsent);
    Response<Object> answer = Response.upgrade(body);
    if (deflate != null) {
      answer = answer.header("Sec-WebSocket-Extensions", deflate.toField());
    }
    return subprotocol.isEmpty() ? answer : answer.header("Sec-WebSocket-Protocol", subprotocol);
  }

  private void checkHandshake() {
    if (!spoken) {
      throw Failure.NO_WEBSOCKET.because("WebSocket is not spoken here");
    }
    boolean http2 = request.version() == HttpVersion.HTTP_2;
    boolean known = http2 || request.version() == HttpVersion.HTTP_1_1;
    if (!known || request.method() != Method.GET) {
      throw Failure.NO_HANDSHAKE.because("a WebSocket begins with a GET of HTTP/1.1 or CONNECT");
    }
    // Of HTTP/2 the engine sets it in place of :protocol, which no client can.
    if (!has("Upgrade", "websocket") || !http2 && !has("Connection", "upgrade")) {
      throw Failure.NO_HANDSHAKE.because("this is a WebSocket, and the request asks for none");
    }
    if (!VERSION.equals(request.headerOrNull("Sec-WebSocket-Version"))) {
      throw Failure.WEBSOCKET_VERSION
          .because("Sec-WebSocket-Version must be " + VERSION)
          .header("Sec-WebSocket-Version", VERSION);
    }
    List<String> keys = request.headerLines("Sec-WebSocket-Key");
    if (!http2 && (keys.size() != 1 || !isKey(keys.getFirst()))) {
      throw Failure.NO_HANDSHAKE.because("Sec-WebSocket-Key must be 16 bytes in Base64");
    }
  }

  private boolean has(String field, String token) {
    return tokens(field).anyMatch(item -> item.toLowerCase(Locale.ROOT).equals(token));
  }

  private Stream<String> tokens(String field) {
    return request.headerLines(field).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip);
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Browsers ask no preflight before a WebSocket, so the server must look (RFC 6455, 10.2). */
  private void checkOrigin() {
    Origins allowed = origins;
    boolean asked =
        allowed != null
            || request.headerOrNull("Cookie") != null
            || request.headerOrNull("Authorization") != null
            || request.clientCertificate().isPresent();
    SiteCheck check = new SiteCheck(allowed == null ? Origins.of(List.of()) : allowed);
    if (asked && check.source(request) == SiteCheck.Source.OTHER) {
      throw Failure.CROSS_SITE.because("pages of other origins may not open this WebSocket");
    }
  }

  private String agreed() {
    List<String> offered = tokens("Sec-WebSocket-Protocol").toList();
    return subprotocols.stream().filter(offered::contains).findFirst().orElse("");
  }
}
