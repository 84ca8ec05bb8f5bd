package dev.covet.cli;

import dev.covet.Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports that nobody listens on. */
final class Ports {
  private Ports() {}

  /**
   * Proves that nobody listens where an application wants to: with {@code reuse-port}, which {@code
   * ./covet dev} needs for itself, two strangers would share the port without noticing.
   *
   * @param config the application's
   * @throws IOException with one line for people
   */
  static void proveFree(Config config) throws IOException {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    try (ServerSocket exclusive = new ServerSocket()) {
      exclusive.bind(address);
    } catch (IOException e) {
      throw new IOException(
          "can not listen on " + config.host() + ":" + config.port() + ": " + e.getMessage(), e);
    }
  }

  /**
   * {@return a port that is free now}
   *
   * @param host where to listen
   * @throws IOException if there is none
   */
  static int free(String host) throws IOException {
    try (ServerSocket any = new ServerSocket()) {
      any.bind(new InetSocketAddress(host, 0));
      return any.getLocalPort();
    }
  }
}
