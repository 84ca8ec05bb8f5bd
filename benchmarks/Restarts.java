import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Restarts a server under load and counts what fails: java Restarts.java RESTARTS REQUESTS PORT
 * FOLDER COMMAND... The command starts the server and its successors; it sets handover. Half of the
 * clients open a connection for each request, the others keep theirs. Exit code 1 if anything has
 * failed.
 */
final class Restarts {
  private static final byte[] KEPT = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes();
  private static final byte[] ONCE =
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes();

  private static final AtomicLong fresh = new AtomicLong();
  private static final AtomicLong kept = new AtomicLong();
  private static final AtomicLong announced = new AtomicLong();
  private static final AtomicLong closedIdle = new AtomicLong();
  private static final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private static volatile boolean over;

  private record Server(Process process, Path log) {}

  public static void main(String... arguments) throws Exception {
    int restarts = Integer.parseInt(arguments[0]);
    long requests = Long.parseLong(arguments[1]);
    int port = Integer.parseInt(arguments[2]);
    Path folder = Path.of(arguments[3]);
    List<String> command = Arrays.asList(arguments).subList(4, arguments.length);
    Server server = start(command, folder, 0);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boolean keep = i % 2 == 0;
      clients.add(Thread.ofPlatform().start(() -> load(port, keep)));
    }
    int done = 0;
    try {
      for (; done < restarts && failures.isEmpty(); done++) {
        await(requests * (done + 1) / (restarts + 1));
        Server successor = start(command, folder, done + 1);
        boolean ended = server.process.waitFor(60, TimeUnit.SECONDS);
        if (!ended || server.process.exitValue() != 0) {
          failures.add("server " + done + (ended ? " ended with " + server.process.exitValue() : " goes on"));
        }
        server = successor;
      }
      await(requests);
    } finally {
      over = true;
      for (Thread client : clients) {
        client.join();
      }
      server.process.destroy();
      server.process.waitFor(60, TimeUnit.SECONDS);
    }
    System.out.printf(
        Locale.ROOT,
        "%d restarts; %d requests on connections of their own, %d on kept ones; %d failed; %d kept"
            + " connections ended as announced, %d while idle (request sent again)%n",
        done, fresh.get(), kept.get(), failures.size(), announced.get(), closedIdle.get());
    failures.stream().limit(20).forEach(System.out::println);
    System.exit(failures.isEmpty() && done == restarts ? 0 : 1);
  }

  private static void await(long requests) throws InterruptedException {
    while (fresh.get() + kept.get() < requests && failures.isEmpty()) {
      Thread.sleep(5);
    }
  }

  private static Server start(List<String> command, Path folder, int number) throws Exception {
    Path log = folder.resolve("server-" + number + ".log");
    File file = log.toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file).start();
    while (!Files.readString(log).contains("Covet listens")) {
      if (!process.isAlive()) {
        throw new IllegalStateException("server " + number + ": " + Files.readString(log));
      }
      Thread.sleep(20);
    }
    return new Server(process, log);
  }

  private static void load(int port, boolean keep) {
    while (!over) {
      try (Socket socket = new Socket()) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
        use(socket, keep);
      } catch (IOException e) {
        failures.add((keep ? "kept: " : "fresh: ") + e);
        return;
      }
    }
  }

  private static void use(Socket socket, boolean keep) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    for (boolean reused = false; !over; reused = true) {
      String head;
      try {
        socket.getOutputStream().write(keep ? KEPT : ONCE);
        head = head(in);
      } catch (SocketException | EOFException e) {
        if (!reused) {
          throw e;
        }
        // Nothing of the answer came, on a connection that others were answered on: RFC 9112, 9.3.1.
        closedIdle.incrementAndGet();
        return;
      }
      if (!head.startsWith("HTTP/1.1 200 ")) {
        throw new IOException("answered " + head);
      }
      (keep ? kept : fresh).incrementAndGet();
      if (head.toLowerCase(Locale.ROOT).contains("connection: close")) {
        if (keep) {
          announced.incrementAndGet();
        }
        return;
      }
    }
  }

  /** Reads an answer to its end. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        if (head.isEmpty()) {
          throw new EOFException();
        }
        throw new IOException("cut: " + head);
      }
      head.append((char) next);
    }
    int at = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length: ") + 16;
    int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
    if (in.readNBytes(length).length < length) {
      throw new IOException("cut: " + head);
    }
    return head.toString();
  }
}
