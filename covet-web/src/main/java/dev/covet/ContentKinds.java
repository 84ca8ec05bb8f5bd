package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.spi.RouteDescription.ContentKind;
import java.io.InputStream;
import java.lang.reflect.Type;

/** How values of a type are read and sent. */
final class ContentKinds {
  private ContentKinds() {}

  static ContentKind of(Type type) {
    if (type == String.class) {
      return ContentKind.TEXT;
    }
    if (type == byte[].class) {
      return ContentKind.BYTES;
    }
    return type == InputStream.class ? ContentKind.STREAM : ContentKind.JSON;
  }

  static MediaType mediaType(ContentKind kind) {
    return switch (kind) {
      case JSON -> MediaType.JSON;
      case FORM -> MediaType.FORM;
      case TEXT -> MediaType.TEXT;
      case BYTES, STREAM -> MediaType.BYTES;
    };
  }
}
