package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesTest {
  private static Response answer(Handler<?> handler) {
    Covet app = Served.app();
    app.get("/", handler);
    return new Served(app).get("/");
  }

  private static String text(Handler<?> handler) {
    return Served.text(answer(handler));
  }

  @Test
  void theClassOfAValueDecides(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("f.txt"), "file");
    assertThat(text(req -> "text")).isEqualTo("text");
    assertThat(text(req -> new byte[] {'b'})).isEqualTo("b");
    assertThat(text(req -> new ByteArrayInputStream(new byte[] {'i'}))).isEqualTo("i");
    assertThat(text(req -> file)).isEqualTo("file");
    assertThat(text(req -> List.of(1, 2))).isEqualTo("<[1, 2]>");
    assertThat(text(req -> 7)).isEqualTo("<7>");
    assertThat(text(req -> Optional.of("there"))).isEqualTo("there");
    assertThat(text(req -> CompletableFuture.completedFuture("later"))).isEqualTo("later");
    assertThat(answer(req -> Response.of(202)).status().code()).isEqualTo(202);
    assertThat(answer(req -> null).status().code()).isEqualTo(204);
    assertThat(answer(Handler.action(req -> {})).status().code()).isEqualTo(204);
    assertThat(answer(req -> Optional.empty()).status().code()).isEqualTo(404);
  }

  @Test
  void sequencesAreStreamedAsOneArrayAndClosed() {
    AtomicBoolean closed = new AtomicBoolean();
    Response stream = answer(req -> Stream.of(1, 2, 3).onClose(() -> closed.set(true)));
    assertThat(stream.body().kind()).isEqualTo(Body.Kind.STREAMED);
    assertThat(Served.text(stream)).isEqualTo("[<1>,<2>,<3>]");
    assertThat(closed).isTrue();
    Iterator<String> iterator = List.of("a").iterator();
    assertThat(text(req -> iterator)).isEqualTo("[<a>]");
    assertThat(text(req -> Stream.empty())).isEqualTo("[]");
  }

  @Test
  void publishersAreStreamed() {
    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
    Response response = answer(req -> publisher);
    Thread.ofVirtual()
        .start(
            () -> {
              while (publisher.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
              }
              publisher.submit(1);
              publisher.submit(2);
              publisher.close();
            });
    assertThat(Served.text(response)).isEqualTo("[<1>,<2>]");
  }

  @Test
  void publishersThatFailCutTheAnswer() {
    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
    Response response = answer(req -> publisher);
    Thread.ofVirtual()
        .start(
            () -> {
              while (publisher.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
              }
              publisher.closeExceptionally(new IllegalStateException("source failed"));
            });
    assertThatThrownBy(() -> Served.text(response)).hasRootCauseMessage("source failed");
  }

  @Test
  void futuresThatFailAreAnsweredByTheirCause() {
    assertThat(
            answer(req -> CompletableFuture.failedFuture(new HttpException(409, "no")))
                .status()
                .code())
        .isEqualTo(409);
    assertThat(
            answer(req -> CompletableFuture.failedFuture(new AssertionError("bug")))
                .status()
                .code())
        .isEqualTo(500);
  }
}
