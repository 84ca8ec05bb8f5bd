package dev.covet.engine.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.ExchangeHandler;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.connection.Out;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Frames by a fuzzer into a whole connection: no exception, what comes out is well-formed, and it
 * is the same however the bytes were cut in pieces. The handlers never answer. In the normal build
 * Jazzer replays the corpus; with {@code JAZZER_FUZZ=1} it searches.
 */
@Tag("fuzz")
class Http2ConnectionFuzzTest {
  private static final byte[] BEGIN = begin();
  private static final byte[] HEAD = {
    (byte) 0x82, (byte) 0x86, 0x41, 1, 'a', (byte) 0x84, 0x40, 1, 'x', 1, 'y', (byte) 0xbe
  };

  private final IoLoop loop =
      new IoLoop(0, NioIoHandler.newFactory(), null, InstantSource.system());

  private static byte[] begin() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(new byte[] {0, 0, 0, Frame.SETTINGS, 0, 0, 0, 0, 0});
    return all.toByteArray();
  }

  @FuzzTest(maxDuration = "5m")
  void survivesAnyFrames(byte[] input) throws Exception {
    check(input);
  }

  @Test
  void survivesRandomFrames() throws Exception {
    Random random = new Random(9113);
    for (int i = 0; i < 5_000; i++) {
      byte[] input = new byte[random.nextInt(200)];
      random.nextBytes(input);
      check(input);
    }
  }

  private void check(byte[] input) throws Exception {
    byte[] bytes = frames(input);
    byte[] whole = answer(bytes, bytes.length);
    assertThat(answer(bytes, 1)).isEqualTo(whole);
    assertThat(answer(bytes, 1 + bytes.length / 3)).isEqualTo(whole);
    FrameReader reader = new FrameReader(new Ignoring(), 1 << 20);
    int at = 0;
    while (at < whole.length) {
      at = reader.read(whole, at, whole.length);
      assertThat(at).as("what comes out is whole frames").isPositive();
    }
  }

  /** Makes frames of bytes: kinds, flags and streams that mean something more often than not. */
  private static byte[] frames(byte[] input) {
    Out out = new Out();
    out.put(BEGIN);
    FrameWriter writer = new FrameWriter(out);
    for (int at = 0; at + 4 <= input.length; ) {
      int type = input[at] & 0xf;
      int stream = input[at + 1] & 0xf;
      int flags = input[at + 2];
      int length = Math.min(input[at + 3] & 0x1f, input.length - at - 4);
      byte[] payload = Arrays.copyOfRange(input, at + 4, at + 4 + length);
      at += 4 + length;
      switch (type) {
        case Frame.GOAWAY -> {
          // When nothing is open, the connection ends at the end of what was read with it.
        }
        case 12 -> {
          writer.header(HEAD.length, Frame.HEADERS, flags & 5, stream);
          out.put(HEAD);
        }
        case 13 -> writer.windowUpdate(stream, flags);
        case 14 -> writer.data(stream, payload, 0, payload.length, flags < 0);
        case 15 -> writer.settings(flags & 7, length);
        default -> {
          writer.header(payload.length, type, flags, stream);
          out.put(payload);
        }
      }
    }
    return Arrays.copyOf(out.array, out.length);
  }

  private byte[] answer(byte[] bytes, int piece) throws Exception {
    EngineConfig config =
        EngineConfig.builder().limits(Limits.defaults().toBuilder().lingering(0).build()).build();
    ExchangeHandler handler = exchange -> ExchangeHandler.Serving.DONE;
    Http2Connection connection =
        new Http2Connection(
            new Http2Context(
                loop, config, false, handler, new LoopConnections(config.limits(), null)),
            List.of());
    EmbeddedChannel channel = new EmbeddedChannel(connection);
    ChannelHandlerContext context = channel.pipeline().context(connection);
    for (int at = 0; at < bytes.length && context != null && channel.isOpen(); at += piece) {
      int count = Math.min(piece, bytes.length - at);
      connection.channelRead(context, Unpooled.wrappedBuffer(bytes, at, count));
      connection.channelReadComplete(context);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    channel.finish();
    for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
      byte[] part = new byte[buffer.readableBytes()];
      buffer.readBytes(part);
      all.writeBytes(part);
      buffer.release();
    }
    return all.toByteArray();
  }

  private static final class Ignoring implements FrameSink {
    @Override
    public void data(int stream, byte[] bytes, int offset, int length, int flow, boolean end) {}

    @Override
    public void headers(
        int stream, byte[] block, int offset, int length, boolean end, boolean ownParent) {}

    @Override
    public void streamError(int stream, ErrorCode code, String detail) {}

    @Override
    public void resetByPeer(int stream) {}

    @Override
    public void settings(byte[] bytes, int offset, int length) {}

    @Override
    public void settingsAcknowledged() {}

    @Override
    public void ping(byte[] bytes, int offset, boolean ack) {}

    @Override
    public void goAway() {}

    @Override
    public void windowUpdate(int stream, int increment) {}

    @Override
    public void priorityUpdate(int stream, byte[] bytes, int offset, int length) {}

    @Override
    public void ignored(int type) {}

    @Override
    public void continuation(int length) {}
  }
}
