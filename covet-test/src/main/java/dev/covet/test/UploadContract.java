package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about bodies that are slow, stall or end early. */
public abstract class UploadContract extends ContentContract {
  private static final String PIECE = "x".repeat(1000);

  UploadContract() {}

  /** More than three times as long as a request may take. */
  @Test
  void aSlowUploadOutlivesTheTimeOfItsRequest() throws Exception {
    try (TestServer impatient = serve(config().set("request-timeout", "600ms"));
        Uploading upload = upload(impatient, "/count")) {
      int pieces = 4;
      for (int i = 0; i < pieces; i++) {
        upload.send(PIECE);
        Thread.sleep(500); // the client is slow; few pauses, so that a busy machine adds little
      }
      upload.end();
      TestResponse answer = upload.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(Integer.toString(pieces * PIECE.length()));
    }
  }

  @Test
  void anUploadThatStallsIs408() throws Exception {
    try (TestServer strict = serve(config().set("body-grace", "300ms"));
        Uploading upload = upload(strict, "/uploads/stream")) {
      upload.send(PIECE);
      TestResponse answer = upload.answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("IOException");
    }
  }

  @Test
  void aHandlerIsToldThatItsClientHasGivenUp() throws Exception {
    try (Uploading upload = upload(server, "/uploads/stream")) {
      upload.send(PIECE);
      upload.abort();
      assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("IOException");
    }
    assertThat(get("/text").text()).isEqualTo("text");
  }

  @Test
  void nothingIsLeftOfAFileWhoseClientHasGivenUp() throws Exception {
    MultipartBody form =
        MultipartBody.of().file("file", "a.bin", "application/x", new byte[50_000]);
    String bytes = new String(form.bytes(), StandardCharsets.ISO_8859_1);
    try (TestServer spooling =
            serve(
                config()
                    .set("upload-memory", "1KiB")
                    .set("upload-folder", application.content.uploads));
        Uploading upload =
            upload(spooling, "/uploads/file", "Content-Type: " + MultipartBody.TYPE)) {
      upload.send(bytes.substring(0, 40_000));
      await().until(application.uploads::areOnDisk);
      upload.abort();
      assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("UncheckedIOException");
      await().until(() -> !application.uploads.areOnDisk());
    }
  }

  /** Begins a request whose body is sent in pieces, on a connection of its own. */
  abstract Uploading upload(TestServer to, String target, String... fields) throws IOException;

  /** A body that is sent in pieces, of at most 65,535 bytes together until the server reads. */
  interface Uploading extends AutoCloseable {
    /** Sends some of it; a byte for each character. */
    void send(String piece) throws IOException;

    /** That was all. */
    void end() throws IOException;

    /** Waits for the answer. */
    TestResponse answer() throws IOException;

    /** Gives up in the midst of it, as clients of the version do. */
    void abort() throws IOException;

    @Override
    void close() throws IOException;
  }
}
