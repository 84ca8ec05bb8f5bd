package dev.covet.engine.tls;

import dev.covet.engine.TlsConfig;
import dev.covet.engine.TlsConfig.Clients;
import dev.covet.engine.TlsConfig.Provider;
import dev.covet.engine.connection.LoopConnections;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What new connections of a port handshake with; replaced as a whole by {@link #reload}. */
public final class TlsContext implements AutoCloseable {
  /** TLS 1.3 (RFC 8446), then of TLS 1.2 what has forward secrecy and AEAD (RFC 9325). */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /** The first is the hybrid post-quantum key exchange; see draft-ietf-tls-ecdhe-mlkem. */
  private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};

  private static final int TICKET_KEYS = 3;
  private static final long TICKET_NANOS = TimeUnit.HOURS.toNanos(1);

  static {
    // A client that renegotiates makes the server work for nothing; read once by the JDK's engine.
    if (System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation") == null) {
      System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }
  }

  private final TlsConfig config;
  private final boolean boring;
  private final String reason;
  private final Deque<OpenSslSessionTicketKey> tickets = new ArrayDeque<>();
  private long ticketTime;
  private boolean closed;
  private volatile Identities current;
  private volatile X509Certificate certificate;

  /** Makes the handler of a connection whose handshake is over. */
  public interface Agreed {
    /**
     * The handler.
     *
     * @param protocol what was agreed on by ALPN, {@code http/1.1} if the client named none
     * @param client the certificates that the client has shown, its own first; empty for none
     * @return takes the place of the handshake
     */
    ChannelHandler connection(String protocol, List<X509Certificate> client);
  }

  /**
   * Loads and checks the certificate.
   *
   * @param config the files
   * @throws IOException in one line: a file is missing or wrong, the provider does not load
   */
  public TlsContext(TlsConfig config) throws IOException {
    this.config = config;
    String fault = boringFault();
    if (config.provider() == Provider.BORINGSSL && fault != null) {
      throw new IOException("tls-provider boringssl does not load here: " + fault);
    }
    boring = config.provider() != Provider.JDK && fault == null;
    reason =
        switch (config.provider()) {
          case JDK, BORINGSSL -> "forced by the configuration";
          case AUTO -> fault == null ? "available here" : "BoringSSL does not load: " + fault;
        };
    List<Identity> identities = identities();
    certificate = identities.getFirst().chain().getFirst();
    current = build(identities);
  }

  private List<Identity> identities() throws IOException {
    List<Identity> all = new ArrayList<>();
    all.add(Identity.load(config.certificate(), config.password()));
    for (TlsConfig.Certificate each : config.more()) {
      all.add(Identity.load(each, config.password()));
    }
    return all;
  }

  private Identities build(List<Identity> identities) throws IOException {
    List<SslContext> contexts = new ArrayList<>();
    try {
      for (Identity identity : identities) {
        contexts.add(build(identity));
      }
    } catch (IOException e) {
      contexts.forEach(ReferenceCountUtil::release);
      throw e;
    }
    return new Identities(contexts, identities);
  }

  private static @Nullable String boringFault() {
    try {
      if (OpenSsl.isAvailable()) {
        return null;
      }
      Throwable cause = OpenSsl.unavailabilityCause();
      return cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    } catch (LinkageError e) {
      return String.valueOf(e.getMessage());
    }
  }

  private SslContext build(Identity identity) throws IOException {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(identity.key(), identity.chain())
              .sslProvider(boring ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      Protocol.ALPN,
                      SelectorFailureBehavior.NO_ADVERTISE,
                      SelectedListenerFailureBehavior.ACCEPT,
                      config.protocols()));
      Path authorities = config.clientAuthorities();
      if (authorities != null) {
        builder
            .trustManager(Identity.certificates(authorities))
            .clientAuth(
                config.clients() == Clients.NEED ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
      }
      if (boring) {
        builder
            .option(OpenSslContextOption.GROUPS, GROUPS)
            .option(OpenSslContextOption.USE_TASKS, false);
      }
      SslContext made = builder.build();
      renewTickets();
      setTickets(made);
      return made;
    } catch (SSLException | IllegalArgumentException e) {
      throw new IOException("TLS can not be set up: " + e.getMessage(), e);
    }
  }

  /**
   * Loads the files again for new connections.
   *
   * @throws IOException if they are not good; the old certificate stays in use
   */
  synchronized void reload() throws IOException {
    if (closed) {
      return;
    }
    List<Identity> identities = identities();
    Identities fresh = build(identities);
    certificate = identities.getFirst().chain().getFirst();
    Identities old = current;
    current = fresh;
    old.release();
  }

  /** Frees what BoringSSL holds; after the last connection was accepted. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      current.release();
    }
  }

  /**
   * The context of now for a name, held for the caller; a reload may free it at any moment.
   *
   * @param host the name that the client asks for, null if none
   */
  SslContext hold(@Nullable String host) {
    while (true) {
      Identities identities = current;
      try {
        return ReferenceCountUtil.retain(identities.of(host));
      } catch (IllegalReferenceCountException e) {
        if (identities == current) {
          throw e;
        }
      }
    }
  }

  /** A new ticket key each hour: a stolen one opens few sessions. */
  synchronized void rotateTickets() {
    if (!closed) {
      boolean due = renewTickets();
      if (due) {
        current.all().forEach(this::setTickets);
      }
    }
  }

  private boolean renewTickets() {
    long time = System.nanoTime();
    if (!boring || !tickets.isEmpty() && time - ticketTime <= TICKET_NANOS) {
      return false; // the JDK's engine rotates its own
    }
    SecureRandom random = new SecureRandom();
    byte[] name = new byte[OpenSslSessionTicketKey.NAME_SIZE];
    byte[] hmac = new byte[OpenSslSessionTicketKey.HMAC_KEY_SIZE];
    byte[] aes = new byte[OpenSslSessionTicketKey.AES_KEY_SIZE];
    random.nextBytes(name);
    random.nextBytes(hmac);
    random.nextBytes(aes);
    tickets.addFirst(new OpenSslSessionTicketKey(name, hmac, aes));
    ticketTime = time;
    if (tickets.size() > TICKET_KEYS) {
      tickets.removeLast();
    }
    return true;
  }

  private void setTickets(SslContext context) {
    if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      sessions.setTicketKeys(tickets.toArray(OpenSslSessionTicketKey[]::new));
    }
  }

  /**
   * Puts TLS into a connection that was just accepted. The protocol's handler comes into the
   * pipeline when the handshake is over.
   *
   * @param connection the channel, before its first byte is read
   * @param connections count the connection while its handshake lasts
   * @param protocols makes the handler of the protocol that was agreed on
   */
  public void install(Channel connection, LoopConnections connections, Agreed protocols) {
    connection.pipeline().addLast(new Handshaking(connections));
    if (!config.more().isEmpty()) {
      connection.pipeline().addFirst(new ServerName(this, protocols));
      return;
    }
    SslContext context = hold(null);
    try {
      SslHandler tls = handler(context, connection.alloc(), config.handshake().toMillis());
      connection.pipeline().addFirst(tls, alpn(tls, protocols));
    } finally {
      ReferenceCountUtil.release(context);
    }
  }

  /** Puts the handshake with a certificate in the place of the search for it. */
  void install(
      ChannelHandlerContext context,
      ChannelHandler before,
      SslContext chosen,
      long millis,
      Agreed protocols) {
    SslHandler tls = handler(chosen, context.alloc(), millis);
    context.pipeline().addAfter(context.name(), null, alpn(tls, protocols));
    context.pipeline().replace(before, "tls", tls);
  }

  private static SslHandler handler(SslContext context, ByteBufAllocator alloc, long millis) {
    SslHandler tls = context.newHandler(alloc);
    tls.setHandshakeTimeoutMillis(millis);
    return tls;
  }

  private Alpn alpn(SslHandler tls, Agreed protocols) {
    return new Alpn(tls, config.clients() != Clients.NONE, protocols);
  }

  /** {@return provider and why, and the certificate, for the start-up report} */
  public String report() {
    return (boring ? "BORINGSSL" : "JDK")
        + " ("
        + reason
        + "); "
        + certificate.getSubjectX500Principal().getName()
        + (config.certificate() == null ? ", self-signed" : "")
        + ", valid until "
        + certificate.getNotAfter().toInstant();
  }

  TlsConfig config() {
    return config;
  }
}
