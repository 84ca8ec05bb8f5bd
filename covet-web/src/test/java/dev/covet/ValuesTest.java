package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesTest {
  private static Response<?> of(@Nullable Object value) throws Exception {
    return Values.toResponse(value, ResultType.UNKNOWN);
  }

  private static String type(Response<?> response) {
    return String.valueOf(response.headers().first("Content-Type"));
  }

  @Test
  void nothingIs204() throws Exception {
    assertThat(of(null).status()).isEqualTo(Status.NO_CONTENT);
    Response<?> answer = Exchange.answer(FakeIncoming.get("/"), Handler.action(request -> {}));
    assertThat(answer.status()).isEqualTo(Status.NO_CONTENT);
    assertThat(answer.body().kind()).isEqualTo(ResponseBody.Kind.EMPTY);
  }

  @Test
  void aResponseIsTakenAsItIs() throws Exception {
    Response<?> response = Response.of(418);

    assertThat(of(response)).isSameAs(response);
  }

  @Test
  void textIsPlainTextInUtf8() throws Exception {
    Response<?> answer = of("gr\u00fcn");

    assertThat(type(answer)).isEqualToIgnoringCase("text/plain; charset=utf-8");
    assertThat(answer.body().kind()).isEqualTo(ResponseBody.Kind.BYTES);
    assertThat(answer.body().length()).isEqualTo(5);
    assertThat(Exchange.text(answer)).isEqualTo("gr\u00fcn");
  }

  @Test
  void bytesAndStreamsAreOctets() throws Exception {
    byte[] bytes = {1, 2};
    boolean[] closed = new boolean[1];
    ByteArrayInputStream in =
        new ByteArrayInputStream("stream".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertThat(of(bytes).body().bytes()).isSameAs(bytes);
    assertThat(type(of(bytes))).isEqualTo("application/octet-stream");
    Response<?> stream = of(in);
    assertThat(stream.body().kind()).isEqualTo(ResponseBody.Kind.STREAMED);
    assertThat(stream.body().length()).isEqualTo(-1);
    assertThat(Exchange.text(stream)).isEqualTo("stream");
    assertThat(closed[0]).isTrue();
  }

  @Test
  void aPathIsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "content");

    Response<?> answer = of(file);

    assertThat(answer.body().length()).isEqualTo(7);
    assertThat(Exchange.text(answer)).isEqualTo("content");
  }

  @Test
  void anOptionalIsItsContentOr404() throws Exception {
    assertThat(Exchange.text(of(Optional.of("there")))).isEqualTo("there");
    assertThat(Exchange.text(of(Optional.of(Optional.of("deep"))))).isEqualTo("deep");
    assertThatThrownBy(() -> of(Optional.empty()))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status()).isEqualTo(Status.NOT_FOUND));
  }

  @Test
  void aStageIsItsResult() throws Exception {
    assertThat(Exchange.text(of(CompletableFuture.completedFuture("done")))).isEqualTo("done");
    assertThat(of(CompletableFuture.completedFuture(null)).status()).isEqualTo(Status.NO_CONTENT);
  }

  @Test
  void aFailedStageThrowsWhatItFailedWith() {
    IOException failure = new IOException("down");
    StackOverflowError error = new StackOverflowError();
    Throwable odd = new Throwable("odd");

    assertThatThrownBy(() -> of(CompletableFuture.failedFuture(failure))).isSameAs(failure);
    assertThatThrownBy(() -> of(CompletableFuture.failedFuture(error))).isSameAs(error);
    assertThatThrownBy(() -> of(CompletableFuture.failedFuture(odd))).hasCause(odd);
    assertThatThrownBy(
            () ->
                of(
                    CompletableFuture.supplyAsync(
                        () -> {
                          throw new CompletionException(failure);
                        },
                        Runnable::run)))
        .isSameAs(failure);
  }

  @Test
  void aStreamIsAJsonArrayAndIsClosed() throws Exception {
    boolean[] closed = new boolean[1];

    Response<?> answer = of(Stream.of("a", "b", "c").onClose(() -> closed[0] = true));

    assertThat(type(answer)).isEqualTo("application/json");
    assertThat(answer.body().kind()).isEqualTo(ResponseBody.Kind.STREAMED);
    assertThat(Exchange.text(answer)).isEqualTo("[<a>,<b>,<c>]");
    assertThat(closed[0]).isTrue();
  }

  @Test
  void elementsAreTakenOneByOneAndNullIsNull() throws Exception {
    assertThat(Exchange.text(of(Arrays.asList("a", null).iterator()))).isEqualTo("[<a>,null]");
    assertThat(Exchange.text(of(List.of().iterator()))).isEqualTo("[]");
  }

  /** An iterator that has something to close, like a cursor. */
  private static final class Cursor implements Iterator<Integer>, AutoCloseable {
    private final AtomicInteger left = new AtomicInteger(2);
    private boolean closed;

    @Override
    public boolean hasNext() {
      return left.get() > 0;
    }

    @Override
    public Integer next() {
      return left.getAndDecrement();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void anIteratorThatCanBeClosedIsClosed() throws Exception {
    Cursor cursor = new Cursor();

    assertThat(Exchange.text(of(cursor))).isEqualTo("[<2>,<1>]");
    assertThat(cursor.closed).isTrue();
  }

  @Test
  void anythingElseIsOneJsonValueWrittenIntoMemoryFirst() throws Exception {
    Response<?> answer = of(Map.of("a", 1));

    assertThat(type(answer)).isEqualTo("application/json");
    assertThat(answer.body().kind()).isEqualTo(ResponseBody.Kind.BUFFERED);
    assertThat(Exchange.text(answer)).isEqualTo("<{a=1}>");
    assertThatThrownBy(() -> answer.body().bytes()).isInstanceOf(IllegalStateException.class);
    assertThat(Exchange.text(of(List.of(1, 2)))).isEqualTo("<[1, 2]>");
    assertThat(Exchange.text(of(7))).isEqualTo("<7>");
  }
}
