import dev.covet.Config;
import dev.covet.Covet;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What 50 attackers of one kind, each on a connection of its own and on the next one when it is
 * ended, do to an honest client of HTTP/2, to the memory and to the CPU of a server with one event
 * loop.
 *
 * <p>{@code ./covet run benchmarks/Attackers.java serve PORT} serves, on one CPU; {@code
 * ./covet run benchmarks/Attackers.java attack PORT PID} attacks from another process, prints a
 * table and ends.
 */
final class Attackers {
  private static final int COUNT = 50;
  private static final long NANOS = 5_000_000_000L;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  /** GET /x of authority a: three indexed fields, two literals. */
  private static final byte[] GET = {(byte) 0x82, (byte) 0x86, 0x01, 1, 'a', 0x04, 2, '/', 'x'};

  private static int port;

  public static void main(String[] arguments) throws Exception {
    port = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("serve")) {
      Covet app =
          Covet.create(Config.builder().port(port).workers(1).build());
      app.get("/x", req -> "quick");
      app.get(
          "/memory",
          req -> {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
          });
      app.start();
      return;
    }
    long pid = Long.parseLong(arguments[2]);
    System.out.printf(
        "%-18s %9s %9s %9s %12s %12s %10s%n",
        "", "p50 ms", "p99 ms", "most ms", "frames", "CPU us/frame", "heap MiB");
    run("idle", pid, null);
    run("idle", pid, null);
    for (Pattern pattern : Pattern.values()) {
      run(pattern.toString().toLowerCase().replace('_', ' '), pid, pattern);
    }
    run("idle", pid, null);
  }

  /** One frame after another, without end. */
  enum Pattern {
    RAPID_RESET {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        frame(out, 1, 5, stream, GET);
        frame(out, 3, 0, stream, 0, 0, 0, 8);
      }
    },
    MADE_YOU_RESET {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        frame(out, 1, 4, stream, GET);
        frame(out, 8, 0, stream, 0, 0, 0, 0);
      }
    },
    MALFORMED {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        frame(out, 1, 5, stream, 0x82);
      }
    },
    PING {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        frame(out, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      }
    },
    SETTINGS {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        frame(out, 4, 0, 0);
      }
    },
    PRIORITY {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        frame(out, 2, 0, stream, 0, 0, 0, 0, 1);
      }
    },
    EMPTY_CONTINUATION {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        if (stream == 1) {
          frame(out, 1, 1, 1, GET);
        }
        frame(out, 9, 0, 1);
      }
    },
    CONTINUATION {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        if (stream == 1) {
          frame(out, 1, 1, 1, GET);
        }
        frame(out, 9, 0, 1, new byte[4096]);
      }
    },
    EMPTY_DATA {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        if (stream == 1) {
          frame(out, 1, 4, 1, GET);
        }
        frame(out, 0, 0, 1);
      }
    },
    HEADER_BOMB {
      @Override
      void write(ByteArrayOutputStream out, int stream) {
        byte[] block = Arrays.copyOf(GET, 16_000);
        // 15,000 references to a field of the static table.
        Arrays.fill(block, GET.length, block.length, (byte) (0x80 | 16));
        frame(out, 1, 5, stream, block);
      }
    };

    abstract void write(ByteArrayOutputStream out, int stream);

    static void frame(ByteArrayOutputStream out, int type, int flags, int stream, int... payload) {
      byte[] bytes = new byte[payload.length];
      for (int i = 0; i < payload.length; i++) {
        bytes[i] = (byte) payload[i];
      }
      frame(out, type, flags, stream, bytes);
    }

    static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
      int n = payload.length;
      out.writeBytes(
          new byte[] {
            (byte) (n >> 16), (byte) (n >> 8), (byte) n, (byte) type, (byte) flags,
            (byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream
          });
      out.writeBytes(payload);
    }
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    ByteArrayOutputStream begin = new ByteArrayOutputStream();
    begin.writeBytes(PREFACE);
    Pattern.frame(begin, 4, 0, 0);
    socket.getOutputStream().write(begin.toByteArray());
    return socket;
  }

  private static void attack(Pattern pattern, long end, AtomicLong frames) {
    while (System.nanoTime() < end) {
      try (Socket socket = connect()) {
        OutputStream out = socket.getOutputStream();
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                    socket.close();
                  } catch (IOException e) {
                    // ended
                  }
                });
        for (int stream = 1; System.nanoTime() < end; ) {
          ByteArrayOutputStream burst = new ByteArrayOutputStream();
          int count = 0;
          for (; count < 20 && burst.size() < 16_000; count++, stream += 2) {
            pattern.write(burst, stream);
          }
          out.write(burst.toByteArray());
          frames.addAndGet(count);
        }
      } catch (IOException e) {
        // ended: the next one
      }
    }
  }

  private static void run(String name, long pid, Pattern pattern) throws Exception {
    long cpu = cpu(pid);
    long end = System.nanoTime() + NANOS;
    AtomicLong frames = new AtomicLong();
    CountDownLatch done = new CountDownLatch(pattern == null ? 0 : COUNT);
    for (int i = 0; pattern != null && i < COUNT; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                attack(pattern, end, frames);
                done.countDown();
              });
    }
    double[] trips = ask(end);
    done.await();
    long spent = cpu(pid) - cpu;
    Arrays.sort(trips);
    System.out.printf(
        "%-18s %9.2f %9.2f %9.2f %12d %12s %10.1f%n",
        name,
        trips[trips.length / 2],
        trips[trips.length * 99 / 100],
        trips[trips.length - 1],
        frames.get(),
        frames.get() == 0 ? "" : String.format("%.2f", spent * 10_000.0 / frames.get()),
        memory() / 1048576.0);
  }

  /** Asks once per millisecond on one connection; every answer must come. */
  private static double[] ask(long end) throws Exception {
    double[] trips = new double[10_000];
    int n = 0;
    try (Socket socket = connect()) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      for (int stream = 1; System.nanoTime() < end && n < trips.length; stream += 2) {
        long begin = System.nanoTime();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        Pattern.frame(request, 1, 5, stream, GET);
        socket.getOutputStream().write(request.toByteArray());
        answer(in, stream);
        trips[n++] = (System.nanoTime() - begin) / 1e6;
        Thread.sleep(1);
      }
    }
    return Arrays.copyOf(trips, n);
  }

  private static String answer(DataInputStream in, int stream) throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int on = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == 3 || type == 7) {
        throw new IOException("the honest client was ended");
      }
      if (type == 0) {
        body.append(new String(payload, StandardCharsets.UTF_8));
      }
      if (on == stream && type < 2 && (flags & 1) != 0) {
        return body.toString();
      }
    }
  }

  private static long memory() throws Exception {
    try (Socket socket = connect()) {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      byte[] block = new byte[14];
      System.arraycopy(GET, 0, block, 0, 6);
      block[6] = 7;
      System.arraycopy("/memory".getBytes(StandardCharsets.ISO_8859_1), 0, block, 7, 7);
      Pattern.frame(request, 1, 5, 1, block);
      socket.getOutputStream().write(request.toByteArray());
      return Long.parseLong(
          answer(new DataInputStream(new BufferedInputStream(socket.getInputStream())), 1));
    }
  }

  /** User and system time in ticks of 10 ms. */
  private static long cpu(long pid) throws IOException {
    String stat = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}
