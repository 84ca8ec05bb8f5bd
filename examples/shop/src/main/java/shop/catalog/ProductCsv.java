package shop.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Products as a table (RFC 4180), line by line. */
final class ProductCsv {
  private ProductCsv() {}

  static void write(Stream<Product> products, OutputStream out) throws IOException {
    line(out, List.of("id", "sku", "name", "price", "stock"));
    for (Iterator<Product> each = products.iterator(); each.hasNext(); ) {
      Product p = each.next();
      line(out, List.of(p.id(), p.sku(), p.name(), p.price(), p.stock()));
    }
  }

  private static void line(OutputStream out, List<?> values) throws IOException {
    String line = values.stream().map(ProductCsv::field).collect(Collectors.joining(","));
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Quoted where it must be; a spreadsheet shall not take it for a formula. */
  private static String field(Object value) {
    String text = value.toString();
    if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
