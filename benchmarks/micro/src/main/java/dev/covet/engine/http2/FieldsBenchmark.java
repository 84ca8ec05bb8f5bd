package dev.covet.engine.http2;

import dev.covet.engine.connection.Out;
import dev.covet.http.Limits;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** HPACK (RFC 7541): a block of a client that repeats itself read, one of an answer written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class FieldsBenchmark {
  private final HeaderDecoder decoder = new HeaderDecoder(Limits.defaults());
  private final HeaderEncoder encoder = new HeaderEncoder();
  private final Out out = new Out();
  private byte[] block;

  /** The first block fills the tables, those after it refer to them. */
  @Setup
  public void prepare() throws ConnectionError {
    // GET, http, "/", and with indexing: authority, user-agent, accept
    byte[] first = {
      (byte) 0x82,
      (byte) 0x86,
      (byte) 0x84,
      0x41,
      4,
      'h',
      'o',
      's',
      't',
      0x7a,
      5,
      'a',
      'g',
      'e',
      'n',
      't',
      0x53,
      3,
      '*',
      '/',
      '*'
    };
    decoder.decode(1, first, 0, first.length);
    block =
        new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, (byte) 0xc0, (byte) 0xbf, (byte) 0xbe};
  }

  @Benchmark
  public Object decode() throws ConnectionError {
    return decoder.decode(1, block, 0, block.length);
  }

  @Benchmark
  public int encode() {
    encoder.status(out, 200);
    encoder.field(out, "content-type", "text/plain;charset=utf-8");
    encoder.field(out, "server", "covet");
    encoder.contentLength(out, 13);
    int length = out.length;
    out.clear();
    return length;
  }
}
