package dev.covet.engine.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of all certificates of a port, by the names in them (RFC 6125): exact ones first,
 * then {@code *.} for one label, then the standard one. Immutable; owns its contexts.
 */
final class Identities {
  private static final int DNS_NAME = 2;

  final SslContext standard;
  private final Map<String, SslContext> byName = new HashMap<>();
  private final List<SslContext> all;

  /** Takes contexts over; the first is the standard one, the first of a name counts. */
  Identities(List<SslContext> contexts, List<Identity> identities) {
    standard = contexts.getFirst();
    all = List.copyOf(contexts);
    for (int i = 0; i < contexts.size(); i++) {
      for (String name : names(identities.get(i).chain().getFirst())) {
        byName.putIfAbsent(name, contexts.get(i));
      }
    }
  }

  /** The DNS names of a certificate in lower case, of its subject only if it has no others. */
  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives == null) {
        return List.of();
      }
      return alternatives.stream()
          .filter(entry -> entry.get(0).equals(DNS_NAME))
          .map(entry -> entry.get(1).toString().toLowerCase(Locale.ROOT))
          .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /** The context for the name that a client asks for; null if it names none. */
  SslContext of(@Nullable String host) {
    if (host == null) {
      return standard;
    }
    String name = host.toLowerCase(Locale.ROOT);
    SslContext exact = byName.get(name);
    if (exact != null) {
      return exact;
    }
    int dot = name.indexOf('.');
    SslContext wildcard = dot < 0 ? null : byName.get("*" + name.substring(dot));
    return wildcard != null ? wildcard : standard;
  }

  List<SslContext> all() {
    return all;
  }

  /** Connections hold their own until they end. */
  void release() {
    all.forEach(ReferenceCountUtil::release);
  }
}
