package dev.covet;

import dev.covet.http.WebSocketLimits;
import dev.covet.route.PathPattern;
import dev.covet.spi.ServingPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route after start, terminal ones included: its chain is folded, nothing changes any more.
 *
 * @param path its pattern, or null for a terminal route
 * @param admission decides on the event loop whether a request is served, or null
 * @param middleware what the chain was folded from
 * @param chain middleware and handler
 * @param sessions those of its requests, or null
 * @param audit hears who comes and who is refused
 * @param errors turns what it throws into responses
 * @param plan how it is served
 * @param parameterLimit most query or form parameters
 * @param decodings the codings of bodies that are undone
 * @param uploads what forms with files may have
 * @param webSockets what clients of WebSockets may ask for, or null if they are switched off
 * @param conversion makes values of parameters
 * @param providers what its handlers and middleware can ask for
 */
record ServedRoute(
    @Nullable PathPattern path,
    @Nullable Admission admission,
    List<Middleware> middleware,
    Next chain,
    @Nullable SessionKeeper sessions,
    Audit audit,
    ErrorMapping errors,
    ServingPlan plan,
    int parameterLimit,
    List<ContentCoding> decodings,
    UploadLimits uploads,
    @Nullable WebSocketLimits webSockets,
    TextConversion conversion,
    RouteProviders providers) {
  String pattern() {
    return path == null ? "" : path.toString();
  }

  String pathParameter(String requestPath, String name) {
    if (path == null) {
      throw new IllegalArgumentException(
          "no route answers here, so there is no path parameter '" + name + "'");
    }
    return path.value(requestPath, name);
  }
}
