package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
  /** Remembers what had been written at each flush. */
  private static final class Flushes extends ByteArrayOutputStream {
    final List<String> seen = new ArrayList<>();

    @Override
    public void flush() {
      seen.add(toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void eachElementIsALineThatIsSentAtOnceAndTheStreamIsClosed() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Response<?> response = Response.jsonLines(Stream.of(1, 2).onClose(closed::incrementAndGet));
    Flushes out = new Flushes();
    response.body().writeTo(out);
    response.body().close();
    assertThat(out.seen).hasSize(2);
    assertThat(out.seen.getLast()).startsWith(out.seen.getFirst()).endsWith("\n");
    assertThat(out.seen.getLast().lines()).hasSize(2);
    assertThat(response.headers().first("content-type")).isEqualTo("application/jsonl");
    assertThat(closed).hasValue(1);
  }

  @Test
  void iteratorsAndPublishersGiveLinesToo() {
    assertThat(Exchange.text(Response.jsonLines(List.of(1, 2, 3).iterator())).lines()).hasSize(3);
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
      Response<?> response = Response.jsonLines(publisher);
      publisher.submit(1);
      publisher.submit(2);
      publisher.close();
      assertThat(Exchange.text(response).lines()).hasSize(2);
    }
  }
}
