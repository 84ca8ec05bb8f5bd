package dev.covet.http;

/** What a request is in while it is served, in the order of the first entry. */
public enum RequestPhase {
  /** It waits: for its turn on the event loop, and for its thread. */
  QUEUE("queue"),
  /** The engine reads and checks its head. */
  PARSE("parse"),
  /** The route is found, and whether the request is served at all. */
  ROUTE("route"),
  /** The input of a typed handler is made, which waits for the body. */
  BIND("bind"),
  /** That input is checked. */
  VALIDATE("validate"),
  /** Middleware and handler, whatever they wait for. */
  HANDLER("handler"),
  /** The body of the answer is made. */
  SERIALISE("serialise"),
  /** The answer is handed over and waits for its client. */
  WRITE("write");

  private final String text;

  RequestPhase(String text) {
    this.text = text;
  }

  /** {@return the name as {@code Server-Timing}, spans and metrics tell it} */
  public String text() {
    return text;
  }
}
