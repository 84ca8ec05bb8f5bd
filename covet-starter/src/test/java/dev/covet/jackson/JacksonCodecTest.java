package dev.covet.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.HttpException;
import dev.covet.JsonCodec;
import dev.covet.TypeRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacksonCodecTest {
  record Item(String name, int count, LocalDate day, Optional<String> note) {}

  private final JacksonCodec codec = new JacksonCodec();

  private Object read(String json, Type type) throws IOException {
    return codec.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), type);
  }

  private String write(Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.write(value, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void itIsFoundAndAnyOtherCodecWins() {
    assertThat(ServiceLoader.load(JsonCodec.class)).hasAtLeastOneElementOfType(JacksonCodec.class);
    assertThat(codec.priority()).isNegative();
  }

  @Test
  void recordsGoThereAndBack() throws Exception {
    Item item = new Item("täa", 2, LocalDate.of(2026, 11, 24), Optional.of("n"));
    String json = write(item);
    assertThat(json)
        .isEqualTo("{\"name\":\"täa\",\"count\":2,\"day\":\"2026-11-24\",\"note\":\"n\"}");
    assertThat(read(json, Item.class)).isEqualTo(item);
    assertThat(read("[" + json + "]", new TypeRef<List<Item>>() {}.type()))
        .isEqualTo(List.of(item));
    assertThat(write(Map.of("a", List.of(1)))).isEqualTo("{\"a\":[1]}");
  }

  @Test
  void unknownMembersAreIgnored() throws Exception {
    assertThat(read("{\"name\":\"a\",\"count\":1,\"newer\":[{}]}", Item.class))
        .isInstanceOfSatisfying(Item.class, item -> assertThat(item.count()).isEqualTo(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\"              | 400 | malformed JSON at line 1",
        "{\"count\":1} x        | 400 | malformed JSON",
        "{\"count\":01}         | 400 | malformed JSON",
        "{\"count\":\"x\"}      | 422 | wrong JSON in /count",
        "{\"count\":null}       | 422 | wrong JSON in /count",
        "{\"day\":\"soon\",\"count\":1} | 422 | wrong JSON in /day",
        "[]                     | 422 | wrong JSON",
        "null                   | 422 | wrong JSON",
      })
  void whatIsWrongIsNamed(String json, int status, String detail) {
    assertThatThrownBy(() -> read(json, Item.class))
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.status().code()).isEqualTo(status);
              assertThat(e).hasMessageStartingWith(detail);
              assertThat(e.getMessage()).doesNotContain("JacksonCodecTest", "tools.jackson");
            });
  }

  @Test
  void failuresOfTheStreamsStayThemselves() {
    IOException gone = new IOException("gone");
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw gone;
          }
        };
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw gone;
          }
        };
    assertThatThrownBy(() -> codec.read(in, Item.class)).isSameAs(gone);
    assertThatThrownBy(() -> codec.write(Map.of("a", 1), out)).isSameAs(gone);
  }
}
