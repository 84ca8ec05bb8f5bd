package dev.covet.engine.tls;

import dev.covet.engine.TlsConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Loads certificate and key again when their files change, on a thread of its own. Bad files change
 * nothing; the log says once what is wrong with them.
 */
public final class CertificateWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");

  private final TlsContext context;
  private final Thread thread;
  private List<String> seen; // under the lock of this
  private volatile boolean closed;

  /**
   * Begins to watch.
   *
   * @param context what to reload
   */
  public CertificateWatch(TlsContext context) {
    this.context = context;
    this.seen = state();
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("covet-certificates")
            .inheritInheritableThreadLocals(false)
            .unstarted(this::run);
    thread.start();
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(context.config().reload().toNanos());
      if (!closed) {
        context.rotateTickets();
        look();
      }
    }
  }

  /**
   * Loads the files now, changed or not. Any thread; may read them for a moment.
   *
   * @return what is used from now on, for people
   * @throws IOException in one line if they are not good; the old ones stay in use
   */
  public synchronized String reload() throws IOException {
    List<String> now = state();
    try {
      context.reload();
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
    seen = now;
    return context.report();
  }

  /** Looks once. */
  private synchronized void look() {
    List<String> now = state();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      context.reload();
      LOG.log(Level.INFO, "the certificate was loaded again: " + context.report());
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.ERROR, "the changed certificate is not used, the old one stays: " + e.getMessage());
    }
  }

  /** Time, size and identity of each file: one that is replaced may have the time of the old. */
  private List<String> state() {
    List<String> all = new ArrayList<>();
    TlsConfig config = context.config();
    add(config.certificate(), all);
    config.more().forEach(each -> add(each, all));
    add(config.clientAuthorities(), all);
    return all;
  }

  private static void add(TlsConfig.@Nullable Certificate certificate, List<String> all) {
    if (certificate != null) {
      add(certificate.file(), all);
      add(certificate.key(), all);
    }
  }

  private static void add(@Nullable Path file, List<String> all) {
    if (file == null) {
      return;
    }
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      all.add(is.lastModifiedTime() + " " + is.size() + " " + is.fileKey());
    } catch (IOException e) {
      all.add("missing");
    }
  }

  /** Ends the thread soon. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
