package dev.covet.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses as text, read strictly and never looked up: four decimal numbers without leading
 * zeros, or an IPv6 address (RFC 4291, section 2.2) without brackets. Java's own reader takes
 * {@code 127.1} and {@code 010.0.0.1} too, which others read as other addresses.
 */
public final class IpLiteral {
  private static final int LONGEST = 45;

  private IpLiteral() {}

  /**
   * {@return the address, or null if the text is none} An IPv4 address that is written as an IPv6
   * one ({@code ::ffff:192.0.2.1}) is the IPv4 address.
   *
   * @param text any text
   */
  public static @Nullable InetAddress parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    boolean valid =
        text.indexOf(':') < 0
            ? HostSyntax.isIpv4(bytes, 0, bytes.length)
            : HostSyntax.isIpv6(bytes, 0, bytes.length);
    return valid ? InetAddress.ofLiteral(text) : null;
  }
}
