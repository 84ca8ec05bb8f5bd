package dev.covet.bridge;

import dev.covet.Response;
import dev.covet.ResponseBody;
import dev.covet.engine.Exchange;
import dev.covet.http.Headers;
import dev.covet.http.Method;
import dev.covet.spi.Secrets;
import dev.covet.spi.WebSocketBody;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * The eighth of the eight stops: puts a response onto the exchange, on the thread that serves the
 * request. A body is known, run into memory first so that its length is known, or sent while it is
 * produced. Whatever happens its body is closed, once. One instance for all requests.
 */
final class ResponseWriter {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");
  private static final byte[] NOTHING = {};

  private final Chunks chunks;

  /**
   * A writer.
   *
   * @param chunks memory for bodies that are run into memory
   */
  ResponseWriter(Chunks chunks) {
    this.chunks = chunks;
  }

  /**
   * Answers, unless the deadline took the exchange away.
   *
   * @param dispatcher ends the request before the last call on its exchange
   * @param task the request
   * @param response what to answer
   */
  void write(Dispatcher dispatcher, RequestTask task, Response<?> response) {
    ResponseBody body = response.body();
    try {
      send(dispatcher, task, response, body);
    } catch (Throwable failure) {
      failed(dispatcher, task, response, failure);
    } finally {
      close(task, body);
    }
  }

  private void send(
      Dispatcher dispatcher, RequestTask task, Response<?> response, ResponseBody body)
      throws Exception {
    switch (body.kind()) {
      case EMPTY -> respond(dispatcher, task, response, NOTHING, 0);
      case BYTES -> respond(dispatcher, task, response, body.bytes(), body.bytes().length);
      case BUFFERED -> buffered(dispatcher, task, response, body);
      case STREAMED -> streamed(dispatcher, task, response, body);
      case WEBSOCKET -> upgrade(dispatcher, task, response, (WebSocketBody) body);
    }
  }

  private static void upgrade(
      Dispatcher dispatcher, RequestTask task, Response<?> response, WebSocketBody body) {
    SocketSession session = new SocketSession(dispatcher, task.route(), body);
    if (dispatcher.complete(task)) {
      task.exchange().webSocket(ServerTiming.whole(task, response), body.terms(), session);
    }
  }

  private static void respond(
      Dispatcher dispatcher, RequestTask task, Response<?> response, byte[] bytes, int size) {
    if (dispatcher.complete(task)) {
      Headers headers = ServerTiming.whole(task, response);
      task.exchange().respond(response.status(), headers, bytes, 0, size);
    }
  }

  private void buffered(
      Dispatcher dispatcher, RequestTask task, Response<?> response, ResponseBody body)
      throws Exception {
    int loop = task.loop().index();
    Chunk chunk = chunks.take(loop);
    try {
      body.writeTo(chunk);
      // On the loop the engine copies a small body at once; elsewhere it does so later, when the
      // chunk is in use again.
      byte[] bytes = chunk.small() && task.loop().inLoop() ? chunk.bytes() : chunk.take();
      respond(dispatcher, task, response, bytes, chunk.size());
    } finally {
      chunks.give(loop, chunk);
    }
  }

  private static void streamed(
      Dispatcher dispatcher, RequestTask task, Response<?> response, ResponseBody body)
      throws Exception {
    Exchange exchange = task.exchange();
    if (exchange.method().equals(Method.HEAD) || bodiless(response.status().code())) {
      // Nobody would get the bytes, so they are not produced.
      if (dispatcher.complete(task)) {
        exchange.start(response.status(), ServerTiming.whole(task, response), body.length());
        exchange.end(Headers.empty());
      }
      return;
    }
    BodyStream out = new BodyStream(task, response, body.length());
    try {
      body.writeTo(out);
      out.finish(dispatcher);
    } catch (Throwable failure) {
      if (!out.lost() && !task.clientGone()) {
        throw failure;
      }
      LOG.log(Level.DEBUG, () -> task.describe() + " lost its client: " + failure);
      if (dispatcher.complete(task)) {
        exchange.abort();
      }
    }
  }

  private static boolean bodiless(int status) {
    return status == 204 || status == 304;
  }

  private static void failed(
      Dispatcher dispatcher, RequestTask task, Response<?> unsent, Throwable failure) {
    if (task.orphan()) {
      LOG.log(
          Level.DEBUG,
          () ->
              task.describe()
                  + " could not write its answer after its deadline: "
                  + Secrets.loggable(failure));
      return;
    }
    boolean ended = task.completed();
    if (!ended && !task.exchange().committed()) {
      Response<?> response = dispatcher.application().failed(task.request(), unsent, failure);
      ResponseBody body = response.body();
      byte[] bytes = body.kind() == ResponseBody.Kind.BYTES ? body.bytes() : NOTHING;
      respond(dispatcher, task, response, bytes, bytes.length);
      return;
    }
    try {
      dispatcher.application().failedLate(task.request(), failure);
    } catch (IllegalStateException e) {
      LOG.log(
          Level.DEBUG,
          () -> "the last bytes of " + task.describe() + " could not be sent: " + failure);
    }
    // After the last call the engine may have the whole answer and use the exchange for another
    // request: an IOException
    // means that the engine has cut the connection or lost it, so there is nothing left to abort
    // then.
    if (ended ? !(failure instanceof IOException) : dispatcher.complete(task)) {
      task.exchange().abort();
    }
  }

  private static void close(RequestTask task, ResponseBody body) {
    try {
      body.close();
    } catch (RuntimeException failure) {
      LOG.log(
          Level.WARNING,
          "a body of " + task.describe() + " could not be closed",
          Secrets.loggable(failure));
    }
  }
}
