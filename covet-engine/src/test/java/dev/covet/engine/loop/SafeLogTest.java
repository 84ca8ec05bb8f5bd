package dev.covet.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SafeLogTest {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine.safe");

  private final Logger logger = Logger.getLogger("dev.covet.engine");
  private final Queue<String> written = new ConcurrentLinkedQueue<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          switch (line.getMessage()) {
            case "blocks" -> await();
            case "fails" -> throw new StackOverflowError("a test wants it");
            case "who" -> written.add(Thread.currentThread().getName());
            default -> {}
          }
          written.add(line.getMessage());
        }

        private void await() {
          asked.countDown();
          try {
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    SafeLog.flush();
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void leave() {
    open.countDown();
    SafeLog.flush();
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private static void log(String text) {
    SafeLog.log(LOG, Level.WARNING, text, null);
  }

  @Test
  void aBlockedLogHoldsNobodyAndWhatDoesNotFitIsCounted() throws InterruptedException {
    log("blocks");
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < SafeLog.MOST + 7; i++) {
      log("line " + i);
    }
    assertThat(written).isEmpty();
    open.countDown();
    SafeLog.flush();
    List<String> expected =
        IntStream.range(-2, SafeLog.MOST)
            .mapToObj(
                i ->
                    i == -2
                        ? "blocks"
                        : i == -1 ? "7 lines of the log were lost before this one" : "line " + i)
            .toList();
    assertThat(written).containsExactlyElementsOf(expected);
  }

  @Test
  void aLogThatFailsIsUsedAgain() {
    log("fails");
    log("next");
    SafeLog.flush();
    assertThat(written).containsExactly("next", "1 lines of the log were lost before this one");
  }

  @Test
  void virtualThreadsWriteByThemselves() throws InterruptedException {
    Thread.ofVirtual().name("by itself").start(() -> log("who")).join();
    assertThat(written).containsExactly("by itself", "who");
    log("who");
    SafeLog.flush();
    assertThat(written).containsExactly("by itself", "who", "covet-log", "who");
  }

  @Test
  void whatNobodyWantsIsNotWritten() {
    SafeLog.log(LOG, Level.DEBUG, "detail", null);
    SafeLog.flush();
    assertThat(written).isEmpty();
  }
}
