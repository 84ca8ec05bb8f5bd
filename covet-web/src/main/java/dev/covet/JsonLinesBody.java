package dev.covet;

import java.io.IOException;
import java.io.OutputStream;

/** Elements as JSON Lines: one value a line, each sent as soon as it is there. */
final class JsonLinesBody extends ProducedBody {
  private final Elements elements;

  JsonLinesBody(Elements elements) {
    this.elements = elements;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    JsonCodec codec = Json.codec();
    while (elements.all().hasNext()) {
      codec.write(elements.all().next(), Object.class, out);
      out.write('\n');
      out.flush();
    }
  }

  @Override
  public void close() {
    close(elements.source());
  }
}
