package dev.covet.engine.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
  /** Fields as {@code name=value} lines; {@code \t} and the like are escapes. */
  private static HeaderBlock block(String fields) {
    HeaderBlock block = new HeaderBlock(1000, 10);
    for (String field : fields.split("\\|", -1)) {
      int equals = field.indexOf('=');
      block.add(field.substring(0, equals).strip(), field.substring(equals + 1).translateEscapes());
    }
    return block;
  }

  private static final String GET = ":method=GET|:scheme=https|:authority=a:1|:path=/p?q=1";

  @Test
  void aWholeHeadIsTaken() {
    HeaderBlock block = block(GET + "|cookie=a=1|x-one=1|cookie=b=2|te=trailers|x-one=2");
    assertThat(RequestHead.fault(block, true, false)).isNull();
    RequestHead head = RequestHead.of(block);
    assertThat(head.method()).isEqualTo(Method.GET);
    assertThat(head.authority()).isEqualTo("a:1");
    assertThat(head.rawPath()).isEqualTo("/p");
    assertThat(head.rawQuery()).isEqualTo("q=1");
    assertThat(head.contentLength()).isEqualTo(-1);
    assertThat(head.fields().first("Cookie")).isEqualTo("a=1; b=2");
    assertThat(head.fields().all("x-one")).containsExactly("1", "2");
    assertThat(head.fields().count()).isEqualTo(4);
    assertThat(head.fields().name(0)).isEqualTo("cookie");
    assertThat(head.fields().value(1)).isEqualTo("1");
    assertThat(head.fields().all("none")).isEmpty();
    assertThat(head.rawQuery()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":method=OPTIONS|:scheme=http|:authority=a|:path=*",
        ":method=GET|:scheme=http|:path=/|host=a",
        ":method=GET|:scheme=http|:authority=A|:path=/|host=a",
        ":method=BREW|:scheme=http|:authority=[::1]:8|:path=/",
        ":method=CONNECT|:authority=a:443",
        ":method=POST|:scheme=http|:authority=a|:path=/|content-length=0",
      })
  void headsThatAreValid(String fields) {
    assertThat(RequestHead.fault(block(fields), true, false)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ":scheme=http|:authority=a|:path=/;:method is missing",
        ":method=G T|:scheme=http|:authority=a|:path=/;:method is missing",
        ":method=GET|:authority=a|:path=/;:scheme is neither",
        ":method=GET|:scheme=ftp|:authority=a|:path=/;:scheme is neither",
        ":method=GET|:scheme=http|:path=/;neither :authority nor Host",
        ":method=GET|:scheme=http|:authority=u@a|:path=/;the authority is not",
        ":method=GET|:scheme=http|:authority=|:path=/;the authority is not",
        ":method=GET|:scheme=http|:authority=a|:path=/|host=b;:authority and Host differ",
        ":method=GET|:scheme=http|:authority=a;:path is missing",
        ":method=GET|:scheme=http|:authority=a|:path=;:path is missing",
        ":method=GET|:scheme=http|:authority=a|:path=*;:path does not begin",
        ":method=GET|:scheme=http|:authority=a|:path=/a b;:path holds a byte",
        ":method=GET|:scheme=http|:authority=a|:path=/#f;:path holds a byte",
        ":method=GET|:scheme=http|:authority=a|:path=/\\344;:path holds a byte",
        ":method=CONNECT|:scheme=http|:authority=a|:path=/;CONNECT with",
        ":method=CONNECT|:protocol=websocket|:scheme=http|:authority=a|:path=/;extended CONNECT",
        ":method=GET|:method=GET|:scheme=http|:authority=a|:path=/;a pseudo-header that is",
        ":status=200|:method=GET|:scheme=http|:authority=a|:path=/;a pseudo-header that is",
        ":method=GET|:scheme=http|:authority=a|x=y|:path=/;a pseudo-header after",
        "G|Upper=a;a field name",
        "G|a b=a;a field name",
        "G|=a;an empty field name",
        "G|a=b\\rc;a control byte",
        "G|a=\\0;a control byte",
        "G|a=\\tb;white space around",
        "G|a=b\\s;white space around",
        "G|connection=close;a field that belongs",
        "G|proxy-connection=close;a field that belongs",
        "G|keep-alive=5;a field that belongs",
        "G|transfer-encoding=chunked;a field that belongs",
        "G|upgrade=h2c;a field that belongs",
        "G|te=gzip;TE other than trailers",
        "G|content-length=1;a Content-Length, and no body",
        "G|content-length=01;Content-Length is not",
        "G|content-length=;Content-Length is not",
        "G|content-length=+1;Content-Length is not",
        "G|content-length=1234567890123456789;Content-Length is not",
        "G|content-length=0|content-length=0;more than one Content-Length",
        "G|host=a:1|host=a:1;more than one Host",
        "G|a=1|a=2|a=3|a=4|a=5|a=6|a=7;too many header fields",
      })
  void headsThatAreNot(String fields, String reason) {
    assertThat(RequestHead.fault(block(fields.replaceFirst("^G\\|", GET + "|")), true, false))
        .startsWith(reason);
  }

  @Test
  void fieldsAreBoundedInBytes() {
    HeaderBlock block = block(GET);
    block.add("x", "y".repeat(1000));
    assertThat(RequestHead.fault(block, true, false)).isEqualTo("the header fields are too large");
  }

  @Test
  void expectationsAreKnown() {
    RequestHead plain = RequestHead.of(block(GET));
    assertThat(plain.expectsContinue()).isFalse();
    assertThat(plain.expectsOther()).isFalse();
    RequestHead goOn = RequestHead.of(block(GET + "|expect=100-Continue"));
    assertThat(goOn.expectsContinue()).isTrue();
    assertThat(goOn.expectsOther()).isFalse();
    assertThat(RequestHead.of(block(GET + "|expect=magic")).expectsOther()).isTrue();
  }
}
