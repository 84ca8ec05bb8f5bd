package dev.covet.tracing;

import dev.covet.Request;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the context that a client sends (W3C Trace Context). */
enum RequestFields implements TextMapGetter<Request> {
  INSTANCE;

  @Override
  public Iterator<String> getAll(@Nullable Request request, String name) {
    return request == null ? Collections.emptyIterator() : request.headerLines(name).iterator();
  }

  @Override
  public @Nullable String get(@Nullable Request request, String name) {
    if (request == null) {
      return null;
    }
    List<String> lines = request.headerLines(name);
    return lines.isEmpty() ? null : lines.getFirst();
  }
}
