package dev.covet.engine.http1;

import dev.covet.engine.connection.Outbound;
import dev.covet.engine.transport.SendFile;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A part of a file on its way to the client. Event loop's own thread only. */
final class FileTransfer {
  /** What is left to the channel, which tells when the socket has taken it, and has room again. */
  private static final int WAITED_FOR = 64 << 10;

  private final ChannelHandlerContext to;
  private final FileSending sending;
  private final Runnable over;
  private int sent;
  private @Nullable FileRegion region;

  /**
   * A transfer that has not begun.
   *
   * @param to the channel
   * @param sending what goes there
   * @param over told before the sender when nothing more is to go
   */
  FileTransfer(ChannelHandlerContext to, FileSending sending, Runnable over) {
    this.to = to;
    this.sending = sending;
    this.over = over;
  }

  /** After all that was written to the channel before. */
  void begin() {
    if (SendFile.suits(to.channel())) {
      Outbound.whenSent(to, this::push, () -> failed(null));
    } else {
      leave(sending.count());
    }
  }

  /** Bytes that have not gone yet. */
  long unsent() {
    FileRegion part = region;
    return left() - (part == null ? 0 : part.transferred());
  }

  private int left() {
    return sending.count() - sent;
  }

  private void push() {
    try {
      sent += SendFile.send(to.channel(), sending.file(), sending.position() + sent, left());
    } catch (IOException e) {
      failed(e);
      return;
    }
    if (left() == 0) {
      done();
    } else {
      leave(Math.min(WAITED_FOR, left()));
    }
  }

  private void leave(int count) {
    FileRegion part = new OpenRegion(sending, sending.position() + sent, count);
    region = part;
    to.writeAndFlush(part)
        .addListener(
            done -> {
              region = null;
              if (!done.isSuccess()) {
                failed(done.cause());
                return;
              }
              sent += count;
              if (left() == 0) {
                done();
              } else {
                push();
              }
            });
  }

  private void done() {
    over.run();
    sending.crossing().done(0);
  }

  private void failed(@Nullable Throwable cause) {
    over.run();
    sending.crossing().failNow(new IOException("the file was not sent", cause));
  }

  /** Netty would close the file at the end; its sender does. */
  private static final class OpenRegion extends DefaultFileRegion {
    OpenRegion(FileSending sending, long position, int count) {
      super(sending.file(), position, count);
    }

    @Override
    protected void deallocate() {
      // The sender closes it.
    }
  }
}
