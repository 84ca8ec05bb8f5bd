package peer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.*;
import io.netty.channel.*;
import io.netty.channel.epoll.*;
import io.netty.channel.uring.*;
import io.netty.handler.codec.http.*;
import io.netty.handler.codec.http.websocketx.*;
import io.netty.util.*;
import java.util.*;
import java.util.concurrent.TimeUnit;

/**
 * Netty's stock HttpServerCodec and a handler on the event loop: the floor of what Netty gives
 * without own codec.
 */
public class Main {
  static final ObjectMapper M = new ObjectMapper();
  static final byte[] HELLO = "Hello, World!".getBytes();
  static final AsciiString SERVER = AsciiString.cached("netty"),
      TEXT = AsciiString.cached("text/plain"),
      JSON = AsciiString.cached("application/json");
  static volatile AsciiString date;

  static void tick() {
    date =
        AsciiString.cached(
            java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC)));
  }

  static void send(
      ChannelHandlerContext x,
      HttpResponseStatus st,
      ByteBuf b,
      CharSequence type,
      String rid,
      long t) {
    var r =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            st,
            b,
            DefaultHttpHeadersFactory.headersFactory().withValidation(false),
            DefaultHttpHeadersFactory.trailersFactory());
    var h = r.headers();
    h.set(HttpHeaderNames.SERVER, SERVER)
        .set(HttpHeaderNames.DATE, date)
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, b.readableBytes());
    if (rid != null)
      h.set("X-Request-Id", rid).set("X-Response-Time", (System.nanoTime() - t) / 1000 + "us");
    x.write(r, x.voidPromise());
  }

  static final class App extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext x, Object m) throws Exception {
      FullHttpRequest q = (FullHttpRequest) m;
      try {
        String u = q.uri();
        if (u.equals("/plaintext"))
          send(x, HttpResponseStatus.OK, Unpooled.wrappedBuffer(HELLO), TEXT, null, 0);
        else if (u.equals("/json"))
          send(
              x,
              HttpResponseStatus.OK,
              Unpooled.wrappedBuffer(M.writeValueAsBytes(new Model.Message("Hello, World!"))),
              JSON,
              null,
              0);
        else if (u.equals("/echo")) upgrade(x, q);
        else api(x, q);
      } finally {
        q.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext x) {
      x.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext x, Throwable e) {
      x.close();
    }
  }

  static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext x, WebSocketFrame f) {
      if (f instanceof TextWebSocketFrame) x.write(f.retain(), x.voidPromise());
      else if (f instanceof PingWebSocketFrame)
        x.write(new PongWebSocketFrame(f.content().retain()));
      else if (f instanceof CloseWebSocketFrame)
        x.writeAndFlush(f.retain()).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext x) {
      x.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext x, Throwable e) {
      x.close();
    }
  }

  static void upgrade(ChannelHandlerContext x, FullHttpRequest q) {
    var handshaker =
        new WebSocketServerHandshakerFactory("ws://localhost/echo", null, false).newHandshaker(q);
    if (handshaker == null) x.close();
    else {
      handshaker.handshake(x.channel(), q);
      x.pipeline().replace(x.handler(), "echo", new Echo());
    }
  }

  static void api(ChannelHandlerContext x, FullHttpRequest q) throws Exception {
    long t = System.nanoTime();
    String rid = q.headers().get("X-Request-Id");
    if (rid == null) rid = UUID.randomUUID().toString();
    HttpResponseStatus st = HttpResponseStatus.OK;
    CharSequence type = TEXT;
    byte[] b;
    if (!"Bearer test".equals(q.headers().get(HttpHeaderNames.AUTHORIZATION))) {
      st = HttpResponseStatus.UNAUTHORIZED;
      b = new byte[0];
    } else
      try {
        var d = new QueryStringDecoder(q.uri());
        String p = d.path();
        int k = p.lastIndexOf('/');
        String key = q.method().name() + " " + p.substring(0, k);
        if (key.equals("POST /api/orders")) {
          long id = Model.id(p.substring(k + 1));
          var e = d.parameters().get("expand");
          var l = d.parameters().get("limit");
          boolean expand = Model.expand(e == null ? null : e.get(0));
          int limit = Model.limit(l == null ? null : l.get(0));
          Model.Order o =
              M.readValue(
                  (java.io.InputStream) new ByteBufInputStream(q.content()), Model.Order.class);
          Model.check(o);
          b = M.writeValueAsBytes(Model.answer(id, expand, limit, o));
          type = JSON;
        } else if (ROUTES.contains(key) || ROUTES.contains(q.method().name() + " " + p))
          b = "ok".getBytes();
        else {
          st = HttpResponseStatus.NOT_FOUND;
          b = new byte[0];
        }
      } catch (Model.Invalid e) {
        st = HttpResponseStatus.UNPROCESSABLE_ENTITY;
        b = e.getMessage().getBytes();
      } catch (JacksonException e) {
        st = HttpResponseStatus.BAD_REQUEST;
        b = new byte[0];
      }
    send(x, st, Unpooled.wrappedBuffer(b), type, rid, t);
  }

  static final Set<String> ROUTES = new HashSet<>();

  public static void main(String[] a) throws Exception {
    for (String n : Model.NAMES)
      for (String m : List.of("GET ", "POST ", "DELETE ")) ROUTES.add(m + "/api/" + n);
    boolean uring = "uring".equals(System.getenv("TRANSPORT"));
    var g =
        new MultiThreadIoEventLoopGroup(
            1, uring ? IoUringIoHandler.newFactory() : EpollIoHandler.newFactory());
    tick();
    g.next().scheduleAtFixedRate(Main::tick, 1, 1, TimeUnit.SECONDS);
    new ServerBootstrap()
        .group(g)
        .channel(uring ? IoUringServerSocketChannel.class : EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 4096)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              protected void initChannel(Channel c) {
                c.pipeline()
                    .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 20), new App());
              }
            })
        .bind("127.0.0.1", Model.port())
        .sync();
    Thread.currentThread().join();
  }
}
