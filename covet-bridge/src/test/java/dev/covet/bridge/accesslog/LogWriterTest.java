package dev.covet.bridge.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();

  private LogWriter writer(Path file, int capacity) throws Exception {
    return new LogWriter(new LineFormat(LogForm.COMMON), LogSink.file(file), capacity, nanos::get);
  }

  @Test
  void nothingThatWasTakenIsLostAtTheStop() throws Exception {
    Path file = folder.resolve("a.log");
    LogWriter writer = writer(file, 1 << 15);
    writer.start();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int number = t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 5000; i++) {
                      writer.add(Entries.of("/" + number + "/" + i));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    writer.close();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(20_000);
    for (int t = 0; t < 4; t++) {
      String mine = "GET /" + t + "/";
      assertThat(lines.stream().filter(line -> line.contains(mine)))
          .hasSize(5000)
          .last()
          .asString()
          .contains(mine + "4999 ");
    }
  }

  @Test
  void aWriterThatSleepsIsWoken() throws Exception {
    Path file = folder.resolve("a.log");
    try (LogWriter writer = writer(file, 16)) {
      writer.start();
      for (int i = 1; i <= 5; i++) {
        int count = i;
        writer.add(Entries.of("/" + i));
        await().until(() -> Files.readAllLines(file).size() == count);
      }
    }
  }

  @Test
  void whatFindsNoPlaceIsCounted() throws Exception {
    Path file = folder.resolve("a.log");
    LogWriter writer = writer(file, 16);
    for (int i = 0; i < 20; i++) {
      writer.add(Entries.of("/" + i));
    }
    try (LogRecords log = new LogRecords()) {
      writer.start();
      writer.close();
      assertThat(log.messages)
          .containsExactly("access log: dropped: 4 (too many wait to be written)");
    }
    assertThat(Files.readAllLines(file)).hasSize(16);
  }

  @Test
  void aFullDiskCostsLinesAndNothingElse() throws Exception {
    try (LogRecords log = new LogRecords()) {
      LogWriter writer = writer(Path.of("/dev/full"), 1024);
      for (int i = 0; i < 700; i++) {
        writer.add(Entries.of("/" + "a".repeat(200)));
      }
      writer.start();
      writer.close();
      assertThat(log.messages)
          .singleElement()
          .asString()
          .startsWith("access log: dropped: 700 (No space left on device");
    }
  }

  @Test
  void aFullDiskIsToldOnceASecondAtMost() throws Exception {
    try (LogRecords log = new LogRecords();
        LogWriter writer = writer(Path.of("/dev/full"), 1024)) {
      writer.start();
      for (int second = 1; second <= 3; second++) {
        for (int i = 0; i < 10; i++) {
          writer.add(Entries.of("/a"));
          await().until(writer::isIdle);
        }
        assertThat(log.messages).hasSize(second - 1);
        nanos.addAndGet(1_000_000_000L);
        int messages = second;
        await().until(() -> log.messages.size() == messages);
      }
      assertThat(log.messages).allMatch(line -> line.startsWith("access log: dropped: 10 ("));
    }
  }

  @Test
  void aFileThatWasMovedIsFollowedWithoutARequest() throws Exception {
    Path file = folder.resolve("a.log");
    try (LogWriter writer = writer(file, 16)) {
      writer.start();
      Files.move(file, folder.resolve("old"));
      nanos.addAndGet(1_000_000_000L);
      await().until(() -> Files.exists(file));
      writer.add(Entries.of("/new"));
      await().until(() -> Files.readString(file).contains("/new"));
    }
  }

  @Test
  void aFileThatIsOutOfReachIsTold() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    try (LogRecords log = new LogRecords()) {
      LogWriter writer = writer(inner.resolve("a.log"), 16);
      Files.move(inner, folder.resolve("moved"));
      writer.start();
      writer.close();
      assertThat(log.messages)
          .isNotEmpty()
          .allMatch(line -> line.startsWith("the access log can not be opened again: "));
    }
  }
}
