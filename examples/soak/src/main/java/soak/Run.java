package soak;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One run: a fresh server, load, and in between pauses in which all that has come is gone again and
 * the server is measured. A run in the folder of an earlier one goes on with its file of samples,
 * for what is left of the time.
 */
final class Run {
  private static final long FIRST_WAIT_MILLIS = 2_500;
  private static final long WAIT_MILLIS = 500;

  /** The JDK keeps threads of its pools for a minute. */
  private static final Duration SETTLING = Duration.ofSeconds(90);

  private static final Duration PAUSE = Duration.ofSeconds(20);

  /** The JDK keeps a socket to close others with. */
  private static final int OF_THE_JDK = 1;

  /**
   * After this share of a run all threads have been there that there will be; one that had nothing
   * to do may be gone for a moment.
   */
  private static final int BASE_SHARE = 3;

  private final Path folder;
  private final Duration total;
  private final Duration every;
  private final String transport;
  private final String commit;
  private final Verdict verdict = new Verdict();

  Run(Path folder, Duration total, Duration every, String transport, String commit) {
    this.folder = folder.toAbsolutePath();
    this.total = total;
    this.every = every;
    this.transport = transport;
    this.commit = commit;
  }

  boolean run() throws Exception {
    Files.createDirectories(folder);
    SampleFile file = new SampleFile(folder.resolve("samples.csv"));
    Path log = folder.resolve("server.log");
    long left = total.toSeconds() - file.seconds();
    if (left > 0) {
      makeKey();
      load(file, left, log.toFile());
      verdict.leaks(log);
    }
    verdict.slopes(file);
    return verdict.print();
  }

  private void load(SampleFile file, long left, File log) throws Exception {
    int run = file.lastRun() + 1;
    try (ServerProcess server = new ServerProcess(folder, transport, log)) {
      describe(file, run);
      long idle = new Sample(run, 0, server.sample()).get("sockets");
      Load load = new Load(server);
      Residents residents = new Residents(server);
      Sample base = null;
      Sample last = null;
      boolean warm = false;
      try (residents) {
        for (long done = 0; done < left; done = last.seconds()) {
          long seconds = Math.min(left, done + every.toSeconds());
          load.run((seconds - done) * 1000);
          last = settled(server, run, seconds, idle + residents.count());
          file.add(last, load, residents.lost());
          print(last, load, residents);
          if (!warm) {
            base = base == null ? last : base.most(last);
            warm = last.seconds() * BASE_SHARE >= left;
          }
        }
        if (base != null && last != null) {
          compare(server, base, last);
        }
      }
      verdict.requests(load);
      System.out.println("  residents that had to come anew: " + residents.lost());
      Sample stopped = new Sample(run, 0, server.stop());
      verdict.notAbove("sockets after the stop", stopped.get("sockets"), OF_THE_JDK);
    }
  }

  /** What all clients held is given back, but for what the residents hold. */
  private void compare(ServerProcess server, Sample base, Sample last) throws Exception {
    Sample now = last;
    for (Instant end = Instant.now().plus(SETTLING);
        exceeds(now, base) && Instant.now().isBefore(end); ) {
      Thread.sleep(WAIT_MILLIS * 4);
      now = new Sample(last.run(), last.seconds(), server.sample());
    }
    verdict.notAbove("file descriptors", now.get("fds"), base.get("fds"));
    verdict.notAbove("sockets", now.get("sockets"), base.get("sockets"));
    verdict.notAbove("platform threads", now.get("threads"), base.get("threads"));
    verdict.notAbove("virtual threads", now.get("virtual"), base.get("virtual"));
  }

  private static boolean exceeds(Sample now, Sample base) {
    return List.of("fds", "sockets", "threads", "virtual").stream()
        .anyMatch(name -> now.get(name) > base.get(name));
  }

  /** Nobody asks any more; those who broke off are noticed, and what is closed lingers a moment. */
  private static Sample settled(ServerProcess server, int run, long seconds, long sockets)
      throws Exception {
    Thread.sleep(FIRST_WAIT_MILLIS);
    Instant end = Instant.now().plus(PAUSE);
    Sample sample = new Sample(run, seconds, server.sample());
    while (sample.get("sockets") > sockets && Instant.now().isBefore(end)) {
      Thread.sleep(WAIT_MILLIS);
      sample = new Sample(run, seconds, server.sample());
    }
    return sample;
  }

  private void describe(SampleFile file, int run) throws IOException {
    file.comment(
        "run %d began %s; commit %s; transport %s; %d CPUs; %s %s; a sample each %d s; flags %s"
            .formatted(
                run,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                commit,
                transport,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                every.toSeconds(),
                String.join(" ", ServerProcess.flags())));
  }

  private static void print(Sample sample, Load load, Residents residents) {
    long done = 0;
    long failed = 0;
    for (Kind kind : Kind.values()) {
      done += load.done(kind);
      failed += load.failed(kind);
    }
    System.out.printf(
        "%7d s  heap %6.1f MiB  buffers %6.1f MiB  RSS %6.1f MiB  fds %d  threads %d + %d carriers"
            + " + %d virtual  CPU %.1f s  clients %d, failed %d, lost %d%n",
        sample.seconds(),
        sample.get("heap") / 1048576.0,
        sample.get("buffers") / 1048576.0,
        sample.get("rss") / 1048576.0,
        sample.get("fds"),
        sample.get("threads"),
        sample.get("carriers"),
        sample.get("virtual"),
        sample.get("cpu_ms") / 1000.0,
        done,
        failed,
        residents.lost());
  }

  private void makeKey() throws IOException, InterruptedException {
    Path store = folder.resolve(SoakServer.KEY_STORE);
    if (Files.exists(store)) {
      return;
    }
    String options =
        "-genkeypair -alias soak -keyalg EC -groupname secp256r1 -validity 3650 -storetype PKCS12"
            + " -dname CN=localhost -storepass "
            + SoakServer.PASSWORD;
    List<String> command = new ArrayList<>(List.of(options.split(" ", -1)));
    command.addFirst(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-keystore", store.toString()));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("keytool ended with " + exit);
    }
  }
}
