package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.covet.engine.connection.DefaultFields;
import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;
import dev.covet.http.Limits;
import dev.covet.http.Status;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A request and its answer cost no object as long as nobody asks for a String. */
class RequestAllocationTest {
  private static final int REQUESTS = 20_000;
  private static final long NOW = 784_111_777_000L;
  private static final Headers FIELDS =
      Headers.of("Content-Type", "text/plain", "Cache-Control", "no-store");
  private static final byte[] BODY = HeadOutcome.bytes("Hello, World!");

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
  private static final String UPLOAD =
      "POST /upload HTTP/1.1\r\n"
          + "Host: a\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n"
          + "5;a=\"b\"\r\n"
          + "hello\r\n"
          + "0\r\n\r\n";

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final RequestHead head = HeadOutcome.parser();
  private final RequestBody body = new RequestBody(Limits.defaults());
  private final Input input = new Input();
  private final Out out = new Out();
  private final Answer answer =
      new Answer(
          out,
          new HeadWriter(
              "covet",
              new DefaultFields(Headers.of("X-Content-Type-Options", "nosniff"), Headers.empty())));
  private final byte[] target = new byte[64];

  @Test
  void aPlainRequestAllocatesNothing() {
    assertThat(allocatedBy(PLAIN, 1)).isZero();
  }

  @Test
  void aBrowsersRequestAllocatesNothing() {
    assertThat(allocatedBy(BROWSER, 1)).isZero();
  }

  @Test
  void aHeadInPiecesAllocatesNothing() {
    assertThat(allocatedBy(BROWSER, 10)).isZero();
  }

  @Test
  void aChunkedUploadAllocatesNothing() {
    assertThat(allocatedBy(UPLOAD, 1)).isZero();
  }

  /** The measurement itself must see an allocation, or zero would mean nothing. */
  @Test
  void askingForAStringIsSeen() {
    serve(HeadOutcome.bytes(PLAIN), 1);
    long id = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(id);
    int length = 0;
    for (int i = 0; i < REQUESTS; i++) {
      length += head.headerValue(0).length();
    }
    assertThat(length).isEqualTo(REQUESTS * "localhost".length());
    assertThat(threads.getThreadAllocatedBytes(id) - before).isGreaterThan(REQUESTS);
  }

  /**
   * Bytes for each request. The rare ones of the JVM itself, as when it compiles, are fewer than
   * requests.
   */
  private long allocatedBy(String request, int pieces) {
    assertThat(threads.isThreadAllocatedMemoryEnabled()).isTrue();
    byte[] bytes = HeadOutcome.bytes(request);
    run(bytes, pieces);
    long id = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(id);
    run(bytes, pieces);
    return (threads.getThreadAllocatedBytes(id) - before) / REQUESTS;
  }

  private void run(byte[] request, int pieces) {
    for (int i = 0; i < REQUESTS; i++) {
      serve(request, pieces);
    }
  }

  private void serve(byte[] request, int pieces) {
    System.arraycopy(request, 0, input.bytes, 0, request.length);
    input.start = 0;
    head.reset();
    int end = RequestHead.INCOMPLETE;
    for (int piece = 1; piece <= pieces; piece++) {
      input.end = request.length * piece / pieces;
      end = head.parse(input.bytes, input.start, input.end);
    }
    if (end < 0) {
      throw new IllegalStateException("not parsed: " + end);
    }
    input.start = end;
    input.hold();
    body.begin(head.chunked(), head.contentLength(), 1000);
    int taken = body.take(input, target, 0, target.length);
    while (taken > 0) {
      taken = body.take(input, target, 0, target.length);
    }
    if (taken != RequestBody.END) {
      throw new IllegalStateException("body: " + taken);
    }
    answer.reset();
    answer.head(head, Status.OK, FIELDS, BODY.length, head.keepAlive(), NOW);
    answer.body(BODY, 0, BODY.length);
    if (!answer.end(Headers.empty())) {
      throw new IllegalStateException("not ended");
    }
    input.letGo();
    out.clear();
  }
}
