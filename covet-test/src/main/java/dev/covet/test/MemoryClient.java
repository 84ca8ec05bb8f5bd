package dev.covet.test;

import dev.covet.Covet;
import dev.covet.Principal;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.ResponseBody;
import dev.covet.http.Headers;
import dev.covet.http.Method;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.spi.Application;
import dev.covet.spi.RunningServer;
import dev.covet.spi.ServerCalls;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The server in memory and its client in one: each request is served by a virtual thread of its
 * own.
 */
final class MemoryClient extends TestClient implements RunningServer {
  private static final String NO_SOCKET = "a WebSocket needs a server: use TestServer";

  private static final ServerCalls CALLS =
      new ServerCalls() {
        @Override
        public Executor executor() {
          return Thread::startVirtualThread;
        }

        @Override
        public long deadlineNanos() {
          return Long.MAX_VALUE;
        }
      };

  private final Covet covet;
  private final Application application;
  private final String scheme;
  private final UndeclaredReads reads;

  private MemoryClient(Covet covet, Application application, String scheme, UndeclaredReads reads) {
    this.covet = covet;
    this.application = application;
    this.scheme = scheme;
    this.reads = reads;
  }

  static MemoryClient start(Covet app, String scheme) {
    UndeclaredReads reads = new UndeclaredReads();
    app.onUndeclaredRead(reads::add);
    MemoryClient[] started = new MemoryClient[1];
    app.start(
        (application, config) -> {
          started[0] = new MemoryClient(app, application, scheme, reads);
          return started[0];
        });
    return started[0];
  }

  @Override
  URI socketUri(String target) {
    throw new IllegalStateException(NO_SOCKET);
  }

  @Override
  TestResponse send(TestRequest request) {
    CompletableFuture<TestResponse> answer = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            answer.complete(serve(request));
          } catch (Throwable failure) {
            answer.completeExceptionally(failure);
          }
        });
    TestResponse response;
    try {
      response = answer.join();
    } catch (CompletionException e) {
      throw new AssertionError("the request failed beyond any answer", e.getCause());
    }
    reads.check();
    return response;
  }

  private TestResponse serve(TestRequest sent) throws Exception {
    Request request = application.accept(new MemoryRequest(sent, scheme));
    Principal principal = sent.principal();
    if (principal != null) {
      application.identify(request, principal);
    }
    Response<?> refusal = application.admit(request);
    if (refusal != null) {
      application.ended(request);
      return answer(sent, refusal, bytes(refusal.body()));
    }
    if (sent.body().length > application.plan(request).bodyLimit()) {
      byte[] problem =
          Problem.of(Status.CONTENT_TOO_LARGE, null).toJson().getBytes(StandardCharsets.UTF_8);
      Headers type = Headers.of("content-type", "application/problem+json");
      return new TestResponse(413, type, problem, Headers.empty());
    }
    Response<?> response = application.handle(request, CALLS);
    byte[] body;
    try {
      body = bytes(response.body());
    } catch (Exception failure) {
      response = application.failed(request, response, failure);
      body = bytes(response.body());
    }
    List<Runnable> after = application.after(request);
    application.ended(request);
    application.released(request);
    after.forEach(Runnable::run);
    return answer(sent, response, body);
  }

  private static TestResponse answer(TestRequest sent, Response<?> response, byte[] body) {
    boolean bodiless = sent.method().equals(Method.HEAD.name());
    return new TestResponse(
        response.status().code(),
        response.headers(),
        bodiless ? new byte[0] : body,
        Headers.empty());
  }

  private static byte[] bytes(ResponseBody body) throws Exception {
    try {
      return switch (body.kind()) {
        case EMPTY -> new byte[0];
        case BYTES -> body.bytes();
        case BUFFERED, STREAMED -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          body.writeTo(out);
          yield out.toByteArray();
        }
        case WEBSOCKET -> throw new IllegalStateException(NO_SOCKET);
      };
    } finally {
      body.close();
    }
  }

  @Override
  public void close() {
    covet.stop();
  }

  // the server

  @Override
  public List<URI> uris() {
    return List.of();
  }

  @Override
  public Map<String, String> report() {
    return Map.of();
  }

  @Override
  public void stop() {}

  @Override
  public boolean ready() {
    return true;
  }
}
