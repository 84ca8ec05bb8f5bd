package dev.covet.tracing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A collector that is a process of its own, and so can be killed. It prints the paths of spans. */
final class SinkProcess implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Set<String> paths = ConcurrentHashMap.newKeySet();

  /**
   * Starts one, and returns when it listens.
   *
   * @param wanted 0 for any port
   */
  SinkProcess(int wanted) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SinkProcess.class.getName(),
                String.valueOf(wanted))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader();
    String first = out.readLine();
    if (first == null) {
      throw new IOException("the collector has not started");
    }
    port = Integer.parseInt(first);
    Thread.ofVirtual().start(() -> read(out));
  }

  private void read(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        paths.add(line);
      }
    } catch (IOException e) {
      // It was killed.
    }
  }

  int port() {
    return port;
  }

  /** The paths of the spans that have come, each once. */
  Set<String> paths() {
    return paths;
  }

  /** As by {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /**
   * The process.
   *
   * @param args the port
   */
  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
            100);
    server.createContext("/v1/traces", SinkProcess::take);
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private static void take(HttpExchange exchange) throws IOException {
    ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())
        .getResourceSpansList()
        .forEach(
            of ->
                of.getScopeSpansList()
                    .forEach(
                        in ->
                            in.getSpansList()
                                .forEach(
                                    span -> System.out.println(Sink.attribute(span, "url.path")))));
    exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
