package dev.covet.engine.http1;

import dev.covet.engine.connection.DefaultFields;
import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;
import dev.covet.http.Limits;
import dev.covet.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The head of a request read, the head of an answer written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeadBenchmark {
  private static final long NOW = 784_111_777_000L;
  private static final Headers FIELDS = Headers.of("Content-Type", "text/plain;charset=utf-8");
  private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.ISO_8859_1);
  private static final String PLAIN = "GET /plaintext HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String BROWSER =
      """
      GET /a/path/of/some/length?with=query HTTP/1.1
      Host: www.example.com
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
      Accept-Language: en-US,en;q=0.5
      Accept-Encoding: gzip, deflate, br, zstd
      Connection: keep-alive
      Cookie: session=0123456789abcdef0123456789abcdef; theme=dark
      Upgrade-Insecure-Requests: 1
      Sec-Fetch-Dest: document
      Sec-Fetch-Mode: navigate
      Sec-Fetch-Site: none
      Priority: u=0, i

      """
          .replace("\n", "\r\n");

  @Param({"plain", "browser"})
  public String request;

  private final RequestHead head = new RequestHead(Limits.defaults(), true, new RecentPaths());
  private final Out out = new Out();
  private final Answer answer =
      new Answer(
          out,
          new HeadWriter(
              "covet",
              new DefaultFields(Headers.of("X-Content-Type-Options", "nosniff"), Headers.empty())));
  private byte[] bytes;

  @Setup
  public void prepare() {
    bytes = (request.equals("plain") ? PLAIN : BROWSER).getBytes(StandardCharsets.ISO_8859_1);
    parse();
  }

  @Benchmark
  public int parse() {
    head.reset();
    return head.parse(bytes, 0, bytes.length);
  }

  @Benchmark
  public int answer() {
    answer.reset();
    answer.head(head, Status.OK, FIELDS, BODY.length, true, NOW);
    answer.body(BODY, 0, BODY.length);
    answer.end(Headers.empty());
    int length = out.length;
    out.clear();
    return length;
  }
}
