package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client of the JDK that keeps the texts that come, from when it begins to read. */
final class SocketListenerClient implements WebSocket.Listener, AutoCloseable {
  private final LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
  private final AtomicInteger pings = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;

  private SocketListenerClient(HttpClient http, URI uri) {
    socket = http.newWebSocketBuilder().buildAsync(uri, this).join();
  }

  /** One that takes nothing until it is told to read. */
  static SocketListenerClient deaf(HttpClient http, URI uri) {
    return new SocketListenerClient(http, uri);
  }

  static SocketListenerClient open(HttpClient http, URI uri) {
    SocketListenerClient client = deaf(http, uri);
    client.read();
    return client;
  }

  void read() {
    socket.request(Long.MAX_VALUE);
  }

  void send(String message) {
    socket.sendText(message, true).join();
  }

  /** Sends, unless the server has closed it already. */
  void offer(String message) {
    socket.sendText(message, true).exceptionally(closed -> socket).join();
  }

  String next() throws InterruptedException {
    String next = got.poll(20, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Override
  public void onOpen(WebSocket opened) {
    // Nothing is asked for.
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      got.add(text.toString());
      text.setLength(0);
    }
    return null;
  }

  /** The JDK has answered it. */
  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
    pings.incrementAndGet();
    return null;
  }

  /** How often the server has asked whether this is there. */
  int pings() {
    return pings.get();
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    got.add("close " + code + " " + reason);
    return null;
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
  }

  void abort() {
    socket.abort();
  }
}
