package dev.covet;

import dev.covet.http.HostSyntax;
import dev.covet.http.IpLiteral;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names under which the server answers; ports do not count. Immutable. */
final class AllowedHosts {
  /**
   * What a developer calls its own machine. A page of another site that rebinds its name to this
   * address comes with that name; it can not come with an address.
   */
  private static final AllowedHosts LOCAL =
      new AllowedHosts(Set.of("localhost"), Set.of("localhost"), /* addresses= */ true);

  private final Set<String> exact;
  private final Set<String> parents;
  private final boolean addresses;

  private AllowedHosts(Set<String> exact, Set<String> parents, boolean addresses) {
    this.exact = exact;
    this.parents = parents;
    this.addresses = addresses;
  }

  /**
   * {@return {@code localhost}, all names below it, all addresses, and one name more}
   *
   * @param host where the server listens
   */
  static AllowedHosts local(String host) {
    Set<String> exact = new HashSet<>(LOCAL.exact);
    exact.add(host.toLowerCase(Locale.ROOT));
    return new AllowedHosts(Set.copyOf(exact), LOCAL.parents, LOCAL.addresses);
  }

  /**
   * {@return the names of a list}
   *
   * @param names like {@code example.org}, {@code *.example.org}, {@code 192.0.2.1}, {@code [::1]}
   * @throws IllegalArgumentException if one is none of these
   */
  static AllowedHosts of(List<String> names) {
    Set<String> exact = new HashSet<>();
    Set<String> parents = new HashSet<>();
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean wild = lower.startsWith("*.");
      String host = wild ? lower.substring(2) : lower;
      if (!HostSyntax.isValid(host) || !bare(host).equals(host) || host.indexOf('*') >= 0) {
        throw new IllegalArgumentException(
            "holds '"
                + name
                + "', which is no host without a port like example.org,"
                + " *.example.org or [::1]");
      }
      (wild ? parents : exact).add(host);
    }
    return new AllowedHosts(Set.copyOf(exact), Set.copyOf(parents), /* addresses= */ false);
  }

  /** Whether the server answers under a host with an optional port. */
  boolean allow(String authority) {
    if (exact.contains(authority)) {
      return true;
    }
    String host = bare(authority.toLowerCase(Locale.ROOT));
    return exact.contains(host) || isBelowParent(host) || addresses && isAddress(host);
  }

  private boolean isBelowParent(String host) {
    if (parents.isEmpty()) {
      return false;
    }
    for (int dot = host.indexOf('.', 1); dot > 0; dot = host.indexOf('.', dot + 1)) {
      if (parents.contains(host.substring(dot + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAddress(String host) {
    boolean sixth = host.startsWith("[");
    return IpLiteral.parse(sixth ? host.substring(1, host.length() - 1) : host) != null;
  }

  /** Without port and without the dot of the root. */
  private static String bare(String authority) {
    int colon = authority.lastIndexOf(':');
    String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
