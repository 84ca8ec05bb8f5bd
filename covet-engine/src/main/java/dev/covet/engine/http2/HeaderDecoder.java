package dev.covet.engine.http2;

import dev.covet.http.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The decompressor of one connection (RFC 7541): Netty's, whose fields go straight into a {@link
 * HeaderBlock}. Event loop only.
 */
final class HeaderDecoder {
  private static final int HUFFMAN = 32;

  /** Netty's own limit is out of the way: ours counts fields too and drops no state. */
  private static final long NO_LIMIT = 0xffff_ffffL;

  private final Limits limits;
  private final Collector collector = new Collector();
  private final DefaultHttp2HeadersDecoder decoder =
      new DefaultHttp2HeadersDecoder(false, NO_LIMIT, HUFFMAN) {
        @Override
        protected Http2Headers newHeaders() {
          return collector;
        }
      };

  /** The block that is being decoded. */
  private @Nullable HeaderBlock block;

  HeaderDecoder(Limits limits) {
    this.limits = limits;
  }

  /** Decodes one whole block; what is wrong with its fields is told by the block. */
  HeaderBlock decode(int stream, byte[] bytes, int offset, int length) throws ConnectionError {
    HeaderBlock fresh = new HeaderBlock(limits.headerBytes(), limits.headerCount());
    block = fresh;
    ByteBuf source = Unpooled.wrappedBuffer(bytes, offset, length);
    try {
      decoder.decodeHeaders(stream, source);
    } catch (Http2Exception e) {
      // Netty's wraps whatever is thrown while it decodes.
      throw e.getCause() instanceof HeaderBlock.BombException
          ? new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "a header block out of proportion")
          : new ConnectionError(ErrorCode.COMPRESSION_ERROR, "header compression is broken");
    } finally {
      block = null;
    }
    return fresh;
  }

  /** Hands each field on instead of keeping it. */
  private final class Collector extends DefaultHttp2Headers {
    Collector() {
      super(false);
    }

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
      Objects.requireNonNull(block).add(name, value);
      return this;
    }
  }
}
