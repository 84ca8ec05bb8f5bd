package dev.covet;

import dev.covet.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Link} field (RFC 8288) of an answer that is one page of several. Links are relative to
 * the site, so neither the Host field nor a proxy has a say in where they lead.
 */
final class PageLinks {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** What may stand as it is in the value of a query (RFC 3986) and does not separate anything. */
  private static final String PLAIN = "-._~:@/?,!$'()*;";

  /** With a longer query the field has only the links that a client needs to read on. */
  private static final int LONG_QUERY = 2000;

  private static final Set<String> NEEDED = Set.of("prev", "next");

  private PageLinks() {}

  /**
   * A link to another page.
   *
   * @param relation as RFC 8288 registers it
   * @param parameter the parameter of the query that is different there
   * @param value its value there, or null if it is absent
   */
  private record Link(String relation, String parameter, @Nullable String value) {}

  /** The answer with links if it is a page; any other one as it is. */
  static Response<?> apply(Request request, Response<?> response) {
    if (!(response.body() instanceof JsonBody json)) {
      return response;
    }
    return switch (json.value()) {
      case Page<?> page -> linked(request, response, from(page));
      case CursorPage<?> page -> linked(request, response, from(page));
      default -> response;
    };
  }

  private static List<Link> from(Page<?> page) {
    long last = Math.max(page.pages(), 1);
    List<Link> links = new ArrayList<>(4);
    links.add(to("first", 1));
    if (page.page() > 1) {
      links.add(to("prev", Math.min(page.page() - 1L, last)));
    }
    if (page.page() < last) {
      links.add(to("next", page.page() + 1L));
    }
    links.add(to("last", last));
    return links;
  }

  private static Link to(String relation, long page) {
    return new Link(relation, "page", Long.toString(page));
  }

  private static List<Link> from(CursorPage<?> page) {
    Link first = new Link("first", "after", null);
    String next = page.next();
    return next == null ? List.of(first) : List.of(first, new Link("next", "after", next));
  }

  private static Response<?> linked(Request request, Response<?> response, List<Link> to) {
    if (request.method() != Method.GET && request.method() != Method.HEAD) {
      return response;
    }
    String query = request.rawQuery();
    boolean all = query == null || query.length() <= LONG_QUERY;
    List<Link> links = to.stream().filter(l -> all || NEEDED.contains(l.relation())).toList();
    return links.isEmpty() ? response : response.addHeader("Link", field(request, links));
  }

  private static String field(Request request, List<Link> links) {
    String path = request.rawPath().replace("<", "%3C").replace(">", "%3E").replace("\"", "%22");
    Parameters query = request.parts().query();
    return links.stream()
        .map(link -> "<" + path + query(query, link) + ">; rel=\"" + link.relation() + "\"")
        .collect(Collectors.joining(", "));
  }

  /** The query of the request, with another value for one parameter. */
  private static String query(Parameters parameters, Link link) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) -> {
          if (!name.equals(link.parameter())) {
            append(query, name, value);
          }
        });
    String changed = link.value();
    if (changed != null) {
      append(query, link.parameter(), changed);
    }
    return query.toString();
  }

  private static void append(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? '?' : '&');
    encode(query, name);
    query.append('=');
    encode(query, value);
  }

  private static void encode(StringBuilder query, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          b >= '0' && b <= '9'
              || b >= 'A' && b <= 'Z'
              || b >= 'a' && b <= 'z'
              || PLAIN.indexOf(b) >= 0;
      if (plain) {
        query.append((char) b);
      } else {
        query.append('%').append(HEX.toHexDigits(b));
      }
    }
  }
}
