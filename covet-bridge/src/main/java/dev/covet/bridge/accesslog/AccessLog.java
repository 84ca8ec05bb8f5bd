package dev.covet.bridge.accesslog;

import dev.covet.Config;
import dev.covet.spi.Application;
import dev.covet.spi.RequestObserver;
import dev.covet.spi.ServerObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The access log of a server, from its start to its stop. */
public final class AccessLog implements ServerObserver {
  private final Application application;
  private volatile LogOptions options;
  private final LogWriter writer;

  AccessLog(Application application, LogOptions options, LogWriter writer) {
    this.application = application;
    this.options = options;
    this.writer = writer;
  }

  /**
   * Opens the log that is configured.
   *
   * @param application whose requests are logged
   * @param config says how
   * @return null if there is to be none
   * @throws IOException with one line for people, if the file can not be opened
   */
  public static @Nullable AccessLog open(Application application, Config config)
      throws IOException {
    if (config.accessLog().equals("off")) {
      return null;
    }
    LogOptions options =
        new LogOptions(
            LogForm.valueOf(config.accessLog().toUpperCase(Locale.ROOT)),
            config.accessLogSample(),
            config.accessLogQuery());
    String file = config.accessLogFile();
    LogSink sink = file.isEmpty() ? LogSink.standardOutput() : LogSink.file(Path.of(file));
    LogWriter writer = new LogWriter(new LineFormat(options.form()), sink);
    writer.start();
    return new AccessLog(application, options, writer);
  }

  @Override
  public RequestObserver loop() {
    return new LoopLog(application, writer, () -> options);
  }

  /** Share and queries change; form and file are the writer's for its life. */
  @Override
  public void reload(Config config) {
    options = new LogOptions(options.form(), config.accessLogSample(), config.accessLogQuery());
  }

  @Override
  public void close() {
    writer.close();
  }
}
