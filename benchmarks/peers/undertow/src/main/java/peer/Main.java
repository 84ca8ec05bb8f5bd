package peer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.*;
import io.undertow.server.*;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.util.*;
import io.undertow.websockets.core.*;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.*;

public class Main {
  static final ObjectMapper M = new ObjectMapper();
  static final HttpString RID = new HttpString("X-Request-Id"),
      TIME = new HttpString("X-Response-Time");

  static void json(HttpServerExchange x, Object o) throws Exception {
    x.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    x.getResponseSender().send(ByteBuffer.wrap(M.writeValueAsBytes(o)));
  }

  static String first(Map<String, Deque<String>> m, String k) {
    Deque<String> d = m.get(k);
    return d == null ? null : d.peekFirst();
  }

  static void order(HttpServerExchange x) {
    x.getRequestReceiver()
        .receiveFullBytes(
            (y, b) -> {
              try {
                var q = y.getQueryParameters();
                long id = Model.id(first(q, "id"));
                boolean expand = Model.expand(first(q, "expand"));
                int limit = Model.limit(first(q, "limit"));
                Model.Order o = M.readValue(b, Model.Order.class);
                Model.check(o);
                json(y, Model.answer(id, expand, limit, o));
              } catch (Model.Invalid e) {
                y.setStatusCode(422).getResponseSender().send(e.getMessage());
              } catch (JacksonException e) {
                y.setStatusCode(400).getResponseSender().send("malformed");
              } catch (Exception e) {
                y.setStatusCode(500).endExchange();
              }
            });
  }

  static HttpHandler requestId(HttpHandler next) {
    return x -> {
      String id = x.getRequestHeaders().getFirst(RID);
      x.getResponseHeaders().put(RID, id == null ? UUID.randomUUID().toString() : id);
      next.handleRequest(x);
    };
  }

  static HttpHandler timing(HttpHandler next) {
    return x -> {
      long t = System.nanoTime();
      x.addResponseCommitListener(
          y -> y.getResponseHeaders().put(TIME, (System.nanoTime() - t) / 1000 + "us"));
      next.handleRequest(x);
    };
  }

  static HttpHandler auth(HttpHandler next) {
    return x -> {
      if ("Bearer test".equals(x.getRequestHeaders().getFirst(Headers.AUTHORIZATION)))
        next.handleRequest(x);
      else x.setStatusCode(401).getResponseSender().send("unauthorized");
    };
  }

  static class Echo extends AbstractReceiveListener {
    @Override
    protected void onFullTextMessage(WebSocketChannel c, BufferedTextMessage m) {
      WebSockets.sendText(m.getData(), c, null);
    }
  }

  public static void main(String[] a) {
    RoutingHandler r = Handlers.routing();
    HttpHandler ok = x -> x.getResponseSender().send("ok");
    for (String n : Model.NAMES)
      r.get("/api/" + n, ok)
          .post("/api/" + n, ok)
          .get("/api/" + n + "/{id}", ok)
          .delete("/api/" + n + "/{id}", ok);
    r.post("/api/orders/{id}", Main::order);
    ByteBuffer hello = ByteBuffer.allocateDirect(13).put("Hello, World!".getBytes()).flip();
    PathHandler p =
        Handlers.path()
            .addExactPath(
                "/plaintext",
                x -> {
                  x.getResponseHeaders().put(Headers.SERVER, "undertow");
                  x.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
                  x.getResponseSender().send(hello.duplicate());
                })
            .addExactPath(
                "/json",
                x -> {
                  x.getResponseHeaders().put(Headers.SERVER, "undertow");
                  json(x, new Model.Message("Hello, World!"));
                })
            .addPrefixPath(
                "/files",
                Handlers.resource(new PathResourceManager(Path.of(System.getenv("PEERS_FILES")))))
            .addExactPath(
                "/echo",
                Handlers.websocket(
                    (x, c) -> {
                      c.getReceiveSetter().set(new Echo());
                      c.resumeReceives();
                    }))
            .addPrefixPath(
                "/api",
                requestId(
                    timing(
                        auth(
                            x -> {
                              x.setRelativePath(x.getRequestPath());
                              r.handleRequest(x);
                            }))));
    Undertow.builder()
        .addHttpListener(Model.port(), "127.0.0.1")
        .setIoThreads(1)
        .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
        .setSocketOption(org.xnio.Options.BACKLOG, 4096)
        .setHandler(p)
        .build()
        .start();
  }
}
