package soak;

/** What clients do. The order is that of the columns, so new ones go to the end. */
enum Kind {
  KEEP_ALIVE(8, Honest::keepAlive),
  TLS(4, Honest::tls),
  HTTP2(6, Honest::http2),
  HTTP2_CLEAR(3, Honest::http2Clear),
  UPLOAD(4, Honest::upload),
  PARTS(3, Honest::parts),
  FORM(3, Honest::form),
  FILES(5, Honest::files),
  COMPRESSED(4, Honest::compressed),
  LINES(2, Honest::lines),
  EVENTS(2, Honest::events),
  WEBSOCKET(5, Honest::webSocket),
  WEBSOCKET_TLS(2, Honest::webSocketTls),

  ABORTED_HEAD(4, Hostile::abortedHead),
  ABORTED_UPLOAD(4, Hostile::abortedUpload),
  ABORTED_FORM(3, Hostile::abortedForm),
  ABORTED_ANSWER(4, Hostile::abortedAnswer),
  ABORTED_FILE(3, Hostile::abortedFile),
  ABORTED_TLS(3, Hostile::abortedTls),
  ABORTED_TLS_ANSWER(2, Hostile::abortedTlsAnswer),
  EVENTS_VANISH(3, Hostile::eventsVanish),
  WEBSOCKET_VANISHES(4, Hostile::webSocketVanishes),
  WEBSOCKET_HALF_FRAME(2, Hostile::webSocketHalfFrame),
  WEBSOCKET_MALFORMED(2, Hostile::webSocketMalformed),
  HTTP2_RESETS(3, Hostile::http2Resets),
  HTTP2_RAPID_RESET(1, Hostile::http2RapidReset),
  HTTP2_VANISHES(3, Hostile::http2Vanishes),
  HTTP2_MALFORMED(2, Hostile::http2Malformed),
  MALFORMED(5, Hostile::malformed),
  LATE(1, Hostile::late),
  SILENT(1, Hostile::silent),
  SLOW_HEAD(1, Hostile::slowHead),
  SLOW_BODY(1, Hostile::slowBody),
  SLOW_READER(1, Hostile::slowReader);

  /** One client, from its first byte to its last. */
  @FunctionalInterface
  interface Client {
    void run(ServerProcess server) throws Exception;
  }

  private static final int SUM = sum();

  private final int weight;
  private final Client client;

  Kind(int weight, Client client) {
    this.weight = weight;
    this.client = client;
  }

  private static int sum() {
    int sum = 0;
    for (Kind kind : values()) {
      sum += kind.weight;
    }
    return sum;
  }

  /** One of them, as often as its weight says. */
  static Kind random(java.util.random.RandomGenerator random) {
    int left = random.nextInt(SUM);
    for (Kind kind : values()) {
      left -= kind.weight;
      if (left < 0) {
        return kind;
      }
    }
    throw new AssertionError();
  }

  void run(ServerProcess server) throws Exception {
    client.run(server);
  }
}
