package dev.covet.cli;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.ResponseBody;
import dev.covet.http.Accept;
import dev.covet.http.MediaType;
import dev.covet.http.Method;
import dev.covet.http.Status;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the script of {@link Reload} at the end of pages. */
final class PageTag {
  private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/_=-]+)'");

  private PageTag() {}

  /**
   * {@return whether a browser asks for a page of its own} Not a part that a script will put into
   * one: browsers say so, except in clear text from other machines.
   */
  static boolean wanted(Request request) {
    if (request.method() != Method.GET) {
      return false;
    }
    Optional<String> purpose = request.header("Sec-Fetch-Dest").optional();
    if (purpose.isPresent()) {
      return purpose.get().equals("document") || purpose.get().equals("iframe");
    }
    List<String> accepted = request.header("Accept").list();
    return accepted.stream().anyMatch(field -> field.contains("text/html"))
        && Accept.parse(accepted).quality(MediaType.HTML) > 0;
  }

  /** {@return the response with the tag if it is a whole page; no browser may keep that one} */
  static Response<?> into(Response<?> response, Reload reload) {
    if (!isPage(response)) {
      return response;
    }
    byte[] tag = reload.tag(nonce(response)).getBytes(StandardCharsets.US_ASCII);
    return response
        .withBody(new TaggedBody(response.body(), tag))
        .withoutHeader("ETag")
        .withoutHeader("Last-Modified")
        .cacheControl("no-store");
  }

  private static boolean isPage(Response<?> response) {
    return response.body().kind() != ResponseBody.Kind.EMPTY
        && !response.status().equals(Status.PARTIAL_CONTENT)
        && response.headers().first("Content-Encoding") == null
        && isHtml(response.headers().first("Content-Type"));
  }

  /** The tag is written in ASCII, which is no text in a page of 16 bits. */
  private static boolean isHtml(@Nullable String type) {
    try {
      if (type == null || !MediaType.parse(type).sameEssence(MediaType.HTML)) {
        return false;
      }
      Optional<Charset> charset = MediaType.parse(type).charset();
      return charset.isEmpty() || charset.get().name().indexOf("UTF-16") < 0;
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  /** The one-time word that the page's own policy asks scripts for, or nothing. */
  private static String nonce(Response<?> response) {
    for (String policy : response.headers().all("Content-Security-Policy")) {
      Matcher found = NONCE.matcher(policy);
      if (found.find()) {
        return found.group(1);
      }
    }
    return "";
  }
}
