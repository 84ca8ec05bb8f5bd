package dev.covet.tracing;

import dev.covet.HttpException;
import dev.covet.Response;
import dev.covet.test.TestServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans by OTLP over HTTP, as a collector does; can be down. */
final class Sink implements AutoCloseable {
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final TestServer server;
  private volatile boolean down;

  Sink() {
    server =
        TestServer.start(
            app ->
                app.post(
                        "/v1/traces",
                        req -> {
                          if (down) {
                            throw new HttpException(503, "down");
                          }
                          take(req.body().bytes());
                          return Response.bytes(new byte[0])
                              .header("content-type", "application/x-protobuf");
                        })
                    .hidden());
  }

  private void take(byte[] bytes) throws IOException {
    ExportTraceServiceRequest.parseFrom(bytes)
        .getResourceSpansList()
        .forEach(of -> of.getScopeSpansList().forEach(in -> spans.addAll(in.getSpansList())));
  }

  String uri() {
    return "http://127.0.0.1:" + server.port();
  }

  void down(boolean is) {
    down = is;
  }

  List<Span> spans() {
    return spans;
  }

  /** The span of a path, if it has come. */
  Optional<Span> of(String path) {
    return spans.stream().filter(span -> path.equals(attribute(span, "url.path"))).findFirst();
  }

  static String attribute(Span span, String name) {
    return span.getAttributesList().stream()
        .filter(one -> one.getKey().equals(name))
        .map(
            one ->
                one.getValue().hasIntValue()
                    ? String.valueOf(one.getValue().getIntValue())
                    : one.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    server.close();
  }
}
