package peer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;
import org.eclipse.jetty.http.*;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.*;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.*;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Jetty 12 core, each request on a virtual thread. */
public class Main {
  static final ObjectMapper M = new ObjectMapper();

  interface Do {
    void handle(Request q, Response r, Callback cb) throws Exception;
  }

  static Handler h(Do d) {
    return new Handler.Abstract() {
      public boolean handle(Request q, Response r, Callback cb) throws Exception {
        d.handle(q, r, cb);
        return true;
      }
    };
  }

  static void text(Response r, Callback cb, int code, String s) {
    r.setStatus(code);
    r.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
    Content.Sink.write(r, true, s, cb);
  }

  static void json(Response r, Callback cb, Object o) throws Exception {
    byte[] b = M.writeValueAsBytes(o);
    r.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    r.getHeaders().put(HttpHeader.CONTENT_LENGTH, b.length);
    r.write(true, ByteBuffer.wrap(b), cb);
  }

  static final UriTemplatePathSpec ORDER = new UriTemplatePathSpec("/api/orders/{id}");

  static void order(Request q, Response r, Callback cb) throws Exception {
    try {
      if (!HttpMethod.POST.is(q.getMethod())) {
        text(r, cb, 405, "method");
        return;
      }
      long id = Model.id(ORDER.getPathParams(q.getHttpURI().getCanonicalPath()).get("id"));
      Fields f = Request.extractQueryParameters(q);
      boolean expand = Model.expand(f.getValue("expand"));
      int limit = Model.limit(f.getValue("limit"));
      Model.Order o = M.readValue(Request.asInputStream(q), Model.Order.class);
      Model.check(o);
      json(r, cb, Model.answer(id, expand, limit, o));
    } catch (Model.Invalid e) {
      text(r, cb, 422, e.getMessage());
    } catch (JacksonException e) {
      text(r, cb, 400, "malformed");
    }
  }

  static class RequestId extends Handler.Wrapper {
    public boolean handle(Request q, Response r, Callback cb) throws Exception {
      String id = q.getHeaders().get("X-Request-Id");
      r.getHeaders().put("X-Request-Id", id == null ? UUID.randomUUID().toString() : id);
      return super.handle(q, r, cb);
    }
  }

  static class Timing extends Handler.Wrapper {
    public boolean handle(Request q, Response r, Callback cb) throws Exception {
      long t = System.nanoTime();
      return super.handle(
          q,
          new Response.Wrapper(q, r) {
            public void write(boolean last, ByteBuffer b, Callback c) {
              if (!isCommitted())
                getHeaders().put("X-Response-Time", (System.nanoTime() - t) / 1000 + "us");
              super.write(last, b, c);
            }
          },
          cb);
    }
  }

  static class Auth extends Handler.Wrapper {
    public boolean handle(Request q, Response r, Callback cb) throws Exception {
      if ("Bearer test".equals(q.getHeaders().get(HttpHeader.AUTHORIZATION)))
        return super.handle(q, r, cb);
      text(r, cb, 401, "unauthorized");
      return true;
    }
  }

  public static class Echo extends Session.Listener.AbstractAutoDemanding {
    @Override
    public void onWebSocketText(String message) {
      getSession().sendText(message, org.eclipse.jetty.websocket.api.Callback.NOOP);
    }
  }

  public static void main(String[] a) throws Exception {
    QueuedThreadPool tp = new QueuedThreadPool();
    tp.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    Server s = new Server(tp);
    HttpConfiguration configuration = new HttpConfiguration();
    ServerConnector c =
        new ServerConnector(
            s,
            1,
            1,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    c.setHost("127.0.0.1");
    c.setPort(Model.port());
    c.setAcceptQueueSize(4096);
    c.setIdleTimeout(300000);
    s.addConnector(c);
    PathMappingsHandler api = new PathMappingsHandler();
    for (String n : Model.NAMES) {
      api.addMapping(
          new UriTemplatePathSpec("/api/" + n), h((q, r, cb) -> text(r, cb, 200, q.getMethod())));
      UriTemplatePathSpec by = new UriTemplatePathSpec("/api/" + n + "/{id}");
      api.addMapping(
          by,
          h(
              (q, r, cb) ->
                  text(r, cb, 200, by.getPathParams(q.getHttpURI().getCanonicalPath()).get("id"))));
    }
    api.addMapping(ORDER, h(Main::order));
    Handler.Wrapper x = new RequestId(), y = new Timing(), z = new Auth();
    x.setHandler(y);
    y.setHandler(z);
    z.setHandler(api);
    PathMappingsHandler top = new PathMappingsHandler();
    top.addMapping(
        new UriTemplatePathSpec("/plaintext"), h((q, r, cb) -> text(r, cb, 200, "Hello, World!")));
    top.addMapping(
        new UriTemplatePathSpec("/json"),
        h((q, r, cb) -> json(r, cb, new Model.Message("Hello, World!"))));
    ResourceHandler files = new ResourceHandler();
    files.setBaseResource(ResourceFactory.of(s).newResource(Path.of(System.getenv("PEERS_FILES"))));
    WebSocketUpgradeHandler sockets =
        WebSocketUpgradeHandler.from(
            s, container -> container.addMapping("/echo", (q, r, cb) -> new Echo()));
    s.setHandler(new Handler.Sequence(top, new ContextHandler(files, "/files"), sockets, x));
    s.start();
  }
}
