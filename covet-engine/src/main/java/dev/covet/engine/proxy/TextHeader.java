package dev.covet.engine.proxy;

import dev.covet.http.IpLiteral;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Version 1, a line: {@code PROXY TCP4 192.0.2.60 203.0.113.1 47011 443} (section 2.1 of the
 * protocol).
 */
final class TextHeader {
  private static final byte[] BEGINNING = "PROXY ".getBytes(StandardCharsets.ISO_8859_1);

  /** With its line end; two IPv6 addresses in full fit. */
  private static final int LONGEST = 107;

  private TextHeader() {}

  static @Nullable ProxyHeader read(byte[] bytes, int size) throws ProtocolException {
    if (!ProxyHeader.begins(bytes, size, BEGINNING)) {
      throw new ProtocolException("no PROXY header");
    }
    for (int i = 0; i < Math.min(size, LONGEST); i++) {
      if (bytes[i] == '\r') {
        return i + 1 == size ? null : line(bytes, i);
      }
      if (bytes[i] < ' ' || bytes[i] == 0x7f) {
        throw new ProtocolException("a PROXY line holds a control byte");
      }
    }
    if (size >= LONGEST) {
      throw new ProtocolException("a PROXY line is longer than " + LONGEST + " bytes");
    }
    return null;
  }

  private static ProxyHeader line(byte[] bytes, int end) throws ProtocolException {
    if (bytes[end + 1] != '\n' || end + 2 > LONGEST) {
      throw new ProtocolException("a PROXY line does not end with CRLF");
    }
    String text = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    String[] words = text.split(" ", -1);
    if (words[1].equals("UNKNOWN")) {
      return new ProxyHeader(end + 2, null, null); // what follows it is to be ignored
    }
    boolean sixth = words[1].equals("TCP6");
    if (words.length != 6 || !sixth && !words[1].equals("TCP4")) {
      throw new ProtocolException("a PROXY line is not: TCP4 or TCP6, two addresses, two ports");
    }
    return new ProxyHeader(
        end + 2, address(words[2], words[4], sixth), address(words[3], words[5], sixth));
  }

  private static InetSocketAddress address(String text, String port, boolean sixth)
      throws ProtocolException {
    InetAddress address = IpLiteral.parse(text);
    if (address == null || sixth != (text.indexOf(':') >= 0)) {
      throw new ProtocolException("a PROXY line holds an address that is none of its family");
    }
    int number = port.matches("0|[1-9][0-9]{0,4}") ? Integer.parseInt(port) : -1;
    if (number < 0 || number > 65_535) {
      throw new ProtocolException("a PROXY line holds a port that is none");
    }
    return new InetSocketAddress(address, number);
  }
}
