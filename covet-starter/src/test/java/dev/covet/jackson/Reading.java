package dev.covet.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.covet.HttpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads JSON with {@code '} in the place of quotes. */
final class Reading {
  private static final JacksonCodec CODEC = new JacksonCodec();

  private Reading() {}

  static Object read(String json, Type type) throws IOException {
    return readAsItIs(json.replace('\'', '"'), type);
  }

  static Object readAsItIs(String json, Type type) throws IOException {
    return CODEC.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), type);
  }

  /** Code, pointer and message of each mistake. */
  @SuppressWarnings("unchecked")
  static List<String> mistakes(String json, Type type) {
    HttpException refused = catchThrowableOfType(HttpException.class, () -> read(json, type));
    assertThat(refused).as("%s as %s", json, type.getTypeName()).isNotNull();
    assertThat(refused.status().code()).isEqualTo(422);
    assertThat(refused.getMessage()).doesNotContain("dev.covet", "tools.jackson", "secret");
    List<Map<String, String>> errors =
        (List<Map<String, String>>) refused.problem().extensions().get("errors");
    assertThat(errors).allSatisfy(error -> assertThat(error).containsEntry("in", "body"));
    return errors.stream()
        .map(e -> e.get("code") + " " + e.get("pointer") + " " + e.get("message"))
        .toList();
  }
}
