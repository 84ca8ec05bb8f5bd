package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {
  @TempDir private Path folder;

  private Path file(String name, int length) throws IOException {
    return Files.write(folder.resolve(name), "x".repeat(length).getBytes());
  }

  @Test
  void bytesAreKnownBefore() throws IOException {
    ByteBody body = ByteBody.utf8("\u00fc");

    assertThat(body.kind()).isEqualTo(ResponseBody.Kind.BYTES);
    assertThat(body.length()).isEqualTo(2);
    assertThat(ByteBody.of(new byte[0]).kind()).isEqualTo(ResponseBody.Kind.EMPTY);
  }

  @Test
  void aWriterProducesTheBodyWhenItIsSent() throws Exception {
    Response<?> answer = Response.stream(out -> out.write("now".getBytes()));

    assertThat(answer.body().kind()).isEqualTo(ResponseBody.Kind.STREAMED);
    assertThat(answer.body().length()).isEqualTo(-1);
    assertThatThrownBy(() -> answer.body().bytes()).isInstanceOf(IllegalStateException.class);
    assertThat(Exchange.text(answer)).isEqualTo("now");
  }

  /** Elements of something that fails when it is closed. */
  private record Source(Exception failure) implements Iterator<Object>, AutoCloseable {
    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Object next() {
      throw new NoSuchElementException();
    }

    @Override
    public void close() throws Exception {
      throw failure;
    }
  }

  @Test
  void aSourceThatCanNotBeClosedIsLoggedOnly() {
    try (LogCapture log = new LogCapture()) {
      ValueBody.of(new Source(new IOException("gone")), ResultType.UNKNOWN).close();
      assertThat(log.from(Level.INFO)).isEmpty();
      assertThat(log.from(Level.FINE)).hasSize(1);

      ValueBody.of(new Source(new IllegalStateException("bug")), ResultType.UNKNOWN).close();
      assertThat(log.from(Level.WARNING)).hasSize(1);
    }
  }

  @Test
  void aFileHasLengthTypeAndValidators() throws IOException {
    Path file = file("page.HTML", 5);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05.5Z")));

    Response<?> answer = Response.file(file);

    assertThat(answer.body().kind()).isEqualTo(ResponseBody.Kind.STREAMED);
    assertThat(answer.body().length()).isEqualTo(5);
    assertThat(answer.headers().first("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.headers().first("Last-Modified")).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
    assertThat(answer.headers().first("ETag"))
        .isEqualTo("\"%x-5\"", Instant.parse("2026-01-02T03:04:05.5Z").toEpochMilli() * 1_000_000);
    assertThat(Exchange.text(answer)).isEqualTo("xxxxx");
  }

  @ParameterizedTest
  @CsvSource({
    "a.css, text/css; charset=utf-8",
    "a.tar.gz, application/gzip",
    "a.unknown, application/octet-stream",
    "html, text/html; charset=utf-8",
    "plain, application/octet-stream"
  })
  void theEndingOfTheNameTellsTheType(String name, String type) {
    assertThat(FileTypes.of(Path.of("/folder.css", name))).isEqualTo(type);
    assertThat(FileTypes.of(Path.of("/"))).isEqualTo("application/octet-stream");
  }

  @Test
  void largeAndEmptyFilesAreSentWhole() throws IOException {
    assertThat(Exchange.text(Response.file(file("large", 200_001)))).hasSize(200_001);
    assertThat(Exchange.text(Response.file(file("empty", 0)))).isEmpty();
  }

  @Test
  void whatIsNoFileIs404() {
    for (Path path : new Path[] {folder.resolve("missing"), folder}) {
      assertThatThrownBy(() -> Response.file(path))
          .asInstanceOf(type(HttpException.class))
          .satisfies(e -> assertThat(e.status().code()).isEqualTo(404))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(folder.toString()));
    }
  }

  @Test
  void aPathThatTheFileSystemRefusesIs404() throws IOException {
    Path below = file("plain", 1).resolve("below");
    Path tooLong = folder.resolve("x".repeat(5000));

    for (Path path : new Path[] {below, tooLong}) {
      assertThatThrownBy(() -> Response.file(path))
          .asInstanceOf(type(HttpException.class))
          .satisfies(e -> assertThat(e.status().code()).isEqualTo(404));
    }
  }

  @Test
  void aFileThatGrewIsSentAsLongAsItWas() throws IOException {
    Path file = file("grows", 3);
    Response<?> answer = Response.file(file);
    Files.writeString(file, "longer than before");

    assertThat(Exchange.text(answer)).isEqualTo("lon");
  }

  @Test
  void aFileThatShrankBreaksTheAnswer() throws IOException {
    Path file = file("shrinks", 9);
    ResponseBody body = Response.file(file).body();
    Files.writeString(file, "short");

    assertThatThrownBy(() -> body.writeTo(OutputStream.nullOutputStream()))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("shorter");
  }

  @Test
  void aClientThatWentAwayEndsTheSending() throws IOException {
    ResponseBody body = Response.file(file("any", 9)).body();
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }
        };

    assertThatThrownBy(() -> body.writeTo(gone)).hasMessage("broken pipe");
  }

  /** Keeps all threads for file work busy until the latch is open. */
  private static void occupyFileWork(CountDownLatch end) {
    for (int i = 0; i < 8; i++) {
      FileWork.later(
          () -> {
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  @Test
  void anInterruptEndsFileWorkAndIsKept() throws IOException {
    ResponseBody body = Response.file(file("any", 9)).body();
    CountDownLatch end = new CountDownLatch(1);
    occupyFileWork(end);
    Thread.currentThread().interrupt();

    try {
      assertThatThrownBy(() -> body.writeTo(new ByteArrayOutputStream()))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      end.countDown();
    }
  }

  @Test
  void anInterruptInTheMiddleEndsTheSending() throws IOException {
    ResponseBody body = Response.file(file("any", 200_000)).body();
    CountDownLatch end = new CountDownLatch(1);
    int[] sent = new int[1];
    OutputStream interrupting =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("blocks are written whole");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            sent[0] += length;
            occupyFileWork(end);
            Thread.currentThread().interrupt();
          }
        };

    try {
      assertThatThrownBy(() -> body.writeTo(interrupting))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(sent[0]).isEqualTo(128 << 10);
    } finally {
      end.countDown();
    }
  }

  @Test
  void fileWorkThrowsWhatTheWorkThrew() {
    IOException io = new IOException();
    IllegalStateException unchecked = new IllegalStateException();
    StackOverflowError error = new StackOverflowError();
    Exception checked = new Exception();
    FileWork.warmUp();

    for (Throwable failure : new Throwable[] {io, unchecked, error}) {
      assertThatThrownBy(() -> work(failure)).isSameAs(failure);
    }
    assertThatThrownBy(() -> work(checked)).isInstanceOf(IOException.class).hasRootCause(checked);
  }

  private static void work(Throwable failure) throws IOException {
    FileWork.call(
        () -> {
          switch (failure) {
            case Exception exception -> throw exception;
            case Error error -> throw error;
            default -> throw new AssertionError(failure);
          }
        });
  }
}
