import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * What one honest client sees while others misuse a server with one event loop: its round trips on
 * one connection, asked once per millisecond. A round trip holds the loop's own delay (readable to
 * dispatched), the handler, the client and the machine's noise, so it bounds that delay from above.
 *
 * <p>Run by {@code ./covet run benchmarks/Delays.java [transport]}; it prints a table and ends. With
 * {@code serve transport port} it only serves, and with {@code ask port} it only asks for what needs
 * no look into the server: pauses of the clients' collector are then not the server's.
 */
final class Delays {
  private static final String GET = " HTTP/1.1\r\nHost: localhost\r\n";

  /** A reader that was cut off still finds bytes in its own buffer, so the server's side tells. */
  private static final AtomicInteger LARGE_ENDED = new AtomicInteger();

  private static int port;

  public static void main(String[] arguments) throws Exception {
    boolean serves = arguments.length > 0 && arguments[0].equals("serve");
    if (arguments.length > 0 && arguments[0].equals("ask")) {
      port = Integer.parseInt(arguments[1]);
      askHarmless();
      return;
    }
    String transport = serves ? arguments[1] : arguments.length > 0 ? arguments[0] : "auto";
    Covet app =
        Covet.create(
            Config.builder()
                .port(serves ? Integer.parseInt(arguments[2]) : 0)
                .workers(1)
                .transport(transport)
                .set("signals", serves)
                .set("head-timeout", "3s")
                .set("body-grace", "3s")
                .set("response-stall", "3s")
                .set("response-window", "3s")
                .build());
    app.get("/quick", req -> "quick");
    app.get(
        "/sleep",
        req -> {
          Thread.sleep(100);
          return "slept";
        });
    app.get(
            "/late",
            req -> {
              Thread.sleep(60_000);
              return "late";
            })
        .timeout(Duration.ofMillis(500));
    app.get(
        "/yield",
        req -> {
          long end = System.nanoTime() + 3_000_000_000L;
          while (System.nanoTime() < end) {
            Thread.yield();
          }
          return "yielded";
        });
    app.post("/body", req -> "" + req.body().bytes().length);
    app.get(
        "/large",
        req ->
            Response.stream(
                out -> {
                  byte[] part = new byte[16 << 10];
                  try {
                    for (int i = 0; i < 2048; i++) {
                      out.write(part);
                    }
                  } finally {
                    LARGE_ENDED.incrementAndGet();
                  }
                }));
    app.start();
    if (serves) {
      return;
    }
    port = app.uris().getFirst().getPort();
    askHarmless();
    askSlowly();
    app.stop();
  }

  /** What sleeping and yielding handlers do to others. */
  private static void askHarmless() throws Exception {
    System.out.println("round trips of the honest client, milliseconds");
    print("warm up", during(3_000, () -> false));
    print("idle server", during(3_000, () -> false));

    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      crowd.add(send("GET /sleep" + GET + "\r\n"));
    }
    crowd.forEach(Delays::answer);
    Thread crowds =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int round = 0; round < 10; round++) {
                    crowd.forEach(socket -> write(socket, "GET /sleep" + GET + "\r\n"));
                    crowd.forEach(Delays::answer);
                  }
                });
    print("1,000 handlers that sleep 100 ms", during(10_000, () -> !crowds.isAlive()));
    close(crowd);
    pause(500); // a thousand closes are work of their own

    List<Socket> yields = List.of(send("GET /yield" + GET + "\r\n"));
    print("a handler that yields for ever", during(2_500, () -> false));
    close(yields);

  }

  /** What slow clients do to others, and how late a deadline is. */
  private static void askSlowly() throws Exception {
    print("200 slow heads", slow("GET /quick" + GET + "X-Slow: ", true));
    print("200 slow bodies", slow("POST /body" + GET + "Content-Length: 1000\r\n\r\n", true));
    print("200 slow readers", slow("GET /large" + GET + "\r\n", false));

    double[] late = new double[10];
    for (int i = 0; i < late.length; i++) {
      long start = System.nanoTime();
      try (Socket socket = send("GET /late" + GET + "\r\n")) {
        if (!answer(socket).startsWith("HTTP/1.1 503")) {
          throw new IllegalStateException("no 503");
        }
      }
      late[i] = (System.nanoTime() - start) / 1e6 - 500;
    }
    print("503 after a deadline, beyond it", late);
  }

  /** 200 clients of one kind: what the honest one sees until all are gone, and when that is. */
  private static double[] slow(String request, boolean drip) throws Exception {
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      clients.add(send(request));
    }
    long start = System.nanoTime();
    double[] gone = new double[1];
    Thread dripper =
        Thread.ofPlatform()
            .start(
                () -> {
                  List<Socket> left = new ArrayList<>(clients);
                  while (!left.isEmpty() && System.nanoTime() - start < 20_000_000_000L) {
                    left.removeIf(socket -> ended(socket, drip));
                    pause(100);
                  }
                  gone[0] = left.isEmpty() ? (System.nanoTime() - start) / 1e6 : Double.NaN;
                });
    double[] times = during(20_000, () -> !dripper.isAlive());
    System.out.printf("  all gone after %,.0f ms, limit 3,000%n", gone[0]);
    close(clients);
    return times;
  }

  private static boolean ended(Socket socket, boolean drip) {
    try {
      if (drip) {
        socket.getOutputStream().write('x');
        return socket.getInputStream().available() > 0;
      }
      socket.getInputStream().read(new byte[16], 0, Math.min(16, socket.getInputStream().available()));
      return LARGE_ENDED.get() == 200;
    } catch (IOException e) {
      return true;
    }
  }

  private static double[] during(long millis, BooleanSupplier over) throws IOException {
    double[] times = new double[(int) millis];
    int count = 0;
    long end = System.nanoTime() + millis * 1_000_000;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      while (System.nanoTime() < end && count < times.length && !over.getAsBoolean()) {
        long start = System.nanoTime();
        write(socket, "GET /quick" + GET + "\r\n");
        answer(socket);
        times[count++] = (System.nanoTime() - start) / 1e6;
        pause(1);
      }
    }
    return Arrays.copyOf(times, count);
  }

  private static void print(String what, double[] times) {
    Arrays.sort(times);
    System.out.printf(
        "%-36s p50 %7.2f   p99 %7.2f   most %7.2f   above 20 ms: %d of %d%n",
        what,
        times[times.length / 2],
        times[times.length * 99 / 100],
        times[times.length - 1],
        Arrays.stream(times).filter(time -> time > 20).count(),
        times.length);
  }

  private static Socket send(String request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.setTcpNoDelay(true);
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    write(socket, request);
    return socket;
  }

  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Reads one short answer. */
  private static String answer(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[4096];
      int count = in.read(bytes);
      if (count < 0) {
        throw new IOException("no answer");
      }
      return new String(bytes, 0, count, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
