package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  @Test
  void namesAreLowerCaseAndValuesStayAsTheyAre() {
    MediaType type = MediaType.parse(" Text/HTML ;\tCharset=UTF-8; Boundary=\"a\\\"b c\" ;;");
    assertThat(type.type()).isEqualTo("text");
    assertThat(type.subtype()).isEqualTo("html");
    assertThat(type.parameters())
        .containsExactly(Map.entry("charset", "UTF-8"), Map.entry("boundary", "a\"b c"));
  }

  @Test
  void theTextQuotesWhatIsNoTokenAndReadsBackTheSame() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("a", "x");
    parameters.put("b", "q\"\\ ;");
    parameters.put("c", "");
    MediaType type = new MediaType("a", "b+json", parameters);
    assertThat(type).hasToString("a/b+json; a=x; b=\"q\\\"\\\\ ;\"; c=\"\"");
    assertThat(MediaType.parse(type.toString())).isEqualTo(type);
    assertThat(MediaType.JSON).hasToString("application/json");
    assertThat(MediaType.TEXT).hasToString("text/plain; charset=utf-8");
  }

  @Test
  void theFirstParameterOfANameCounts() {
    assertThat(MediaType.parse("a/b; x=1; X=2").parameters()).containsExactly(Map.entry("x", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "/",
        "text/",
        "/plain",
        "te xt/plain",
        "text/pl ain",
        "text/plain/x",
        "text/plain; charset",
        "text/plain; =x",
        "text/plain; a=",
        "text/plain; a=\"x",
        "text/plain; a=\"x\\",
        "text/plain; a=b c",
        "text/plain; a b=c",
        "text/plain; a=\"x\"y"
      })
  void whatIsMalformedIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> MediaType.parse(text));
  }

  @Test
  void theNameOfAParameterIsAToken() {
    Map<String, String> parameters = Map.of("a; b", "c");
    assertThatThrownBy(() -> new MediaType("a", "b", parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a; b'");
  }

  @Test
  void theMapOfTheCallerIsCopiedAndTheOwnOneIsUnmodifiable() {
    Map<String, String> parameters = new LinkedHashMap<>();
    MediaType type = new MediaType("a", "b", parameters);
    parameters.put("x", "1");
    assertThat(type.parameters()).isEmpty();
    assertThatThrownBy(() -> type.parameters().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theCharacterSetIsKnownOrRefusedByName() {
    assertThat(MediaType.HTML.charset()).contains(StandardCharsets.UTF_8);
    assertThat(MediaType.parse("a/b; charset=\"ISO-8859-1\"").charset())
        .contains(StandardCharsets.ISO_8859_1);
    assertThat(MediaType.JSON.charset()).isEmpty();
    assertThatThrownBy(() -> MediaType.parse("a/b; charset=klingon").charset())
        .hasMessage("unknown character set 'klingon'");
    assertThatThrownBy(() -> MediaType.parse("a/b; charset=\"!!\"").charset())
        .hasMessage("unknown character set '!!'");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,true", "application/problem+json,true",
        "application/json; charset=utf-8,true",
    "text/json,false", "application/jsonp,false", "text/x+json,false"
  })
  void jsonIsApplicationJsonAndTheSuffix(String text, boolean json) {
    assertThat(MediaType.parse(text).isJson()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({
    "*/*,text/html,true", "text/*,text/html,true", "text/html,text/html; q=1,true",
    "text/*,image/png,false", "text/plain,text/html,false", "a/html,text/html,false"
  })
  void aRangeCoversItsTypes(String range, String type, boolean covers) {
    assertThat(MediaType.parse(range).covers(MediaType.parse(type))).isEqualTo(covers);
  }

  @Test
  void theEssenceIsTypeAndSubtypeAlone() {
    assertThat(MediaType.TEXT.sameEssence(MediaType.parse("text/plain"))).isTrue();
    assertThat(MediaType.TEXT.sameEssence(MediaType.HTML)).isFalse();
    assertThat(MediaType.TEXT.sameEssence(MediaType.parse("image/plain"))).isFalse();
  }
}
