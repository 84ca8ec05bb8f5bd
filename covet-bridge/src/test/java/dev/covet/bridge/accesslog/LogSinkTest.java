package dev.covet.bridge.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSinkTest {
  @TempDir Path folder;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void linesAreAppended() throws IOException {
    Path file = Files.writeString(folder.resolve("a.log"), "before\n");
    try (LogSink sink = LogSink.file(file)) {
      sink.write(bytes("one\n"));
      sink.follow();
      sink.write(bytes("two\n"));
    }
    assertThat(file).hasContent("before\none\ntwo\n");
  }

  @Test
  void aFileThatWasMovedIsOpenedAnew() throws IOException {
    Path file = folder.resolve("a.log");
    Path moved = folder.resolve("a.log.1");
    try (LogSink sink = LogSink.file(file)) {
      sink.write(bytes("one\n"));
      Files.move(file, moved);
      sink.write(bytes("two\n"));
      sink.follow();
      sink.write(bytes("three\n"));
      Files.move(file, folder.resolve("a.log.2"));
      Files.createFile(file);
      sink.follow();
      sink.write(bytes("four\n"));
    }
    assertThat(moved).hasContent("one\ntwo\n");
    assertThat(folder.resolve("a.log.2")).hasContent("three\n");
    assertThat(file).hasContent("four\n");
  }

  @Test
  void aFileThatCanNotBeOpenedAnewStaysOpen() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path moved = folder.resolve("moved");
    try (LogSink sink = LogSink.file(inner.resolve("a.log"))) {
      Files.move(inner, moved);
      assertThatThrownBy(sink::follow).isInstanceOf(IOException.class);
      sink.write(bytes("one\n"));
    }
    assertThat(moved.resolve("a.log")).hasContent("one\n");
  }

  @Test
  void aFileThatCanNotBeOpenedIsNamed() {
    assertThatThrownBy(() -> LogSink.file(folder.resolve("none/a.log")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("access-log-file: ")
        .hasMessageContaining("none/a.log can not be opened");
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    try (LogSink sink = LogSink.file(Path.of("/dev/full"))) {
      ByteBuffer lines = bytes("one\ntwo\n");
      assertThatThrownBy(() -> sink.write(lines)).isInstanceOf(IOException.class);
      assertThat(lines.remaining()).isEqualTo(8);
    }
  }

  @Test
  void aTornLineGetsNoOther() throws IOException {
    Path file = folder.resolve("a.log");
    try (LogSink sink = LogSink.file(file)) {
      sink.write(bytes("half a li"));
      sink.write(bytes("whole\n"));
    }
    assertThat(file).hasContent("half a li\nwhole\n");
  }

  @Test
  void standardOutputStaysOpen() throws IOException {
    LogSink sink = LogSink.standardOutput();
    sink.follow();
    sink.write(bytes(""));
    sink.close();
    sink.write(bytes(""));
  }
}
