package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.WebSocketCompression;
import dev.covet.http.WebSocketDeflate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeflateOffersTest {
  private static @Nullable String answer(String offer, WebSocketCompression mode) {
    WebSocketDeflate agreed = DeflateOffers.agree(List.of(offer), mode);
    return agreed == null ? null : agreed.toField();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "permessage-deflate|permessage-deflate",
        "PerMessage-Deflate ; client_max_window_bits|permessage-deflate",
        "permessage-deflate; client_max_window_bits=9|permessage-deflate; client_max_window_bits=9",
        "permessage-deflate; server_max_window_bits=10|permessage-deflate;"
            + " server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=\"8\"|permessage-deflate;"
            + " server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=15|permessage-deflate;"
            + " server_max_window_bits=15",
        "permessage-deflate; server_no_context_takeover|permessage-deflate;"
            + " server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover|permessage-deflate;"
            + " client_no_context_takeover",
        "x-webkit-deflate-frame, permessage-deflate|permessage-deflate",
        "permessage-deflate; server_max_window_bits=16, permessage-deflate;"
            + " server_max_window_bits=9|permessage-deflate; server_max_window_bits=9",
        "permessage-deflate; other|",
        "permessage-deflate; server_max_window_bits|",
        "permessage-deflate; server_max_window_bits=7|",
        "permessage-deflate; server_max_window_bits=08|",
        "permessage-deflate; server_max_window_bits=\"1 0\"|",
        "permessage-deflate; client_max_window_bits=16|",
        "permessage-deflate; client_max_window_bits=|",
        "permessage-deflate; server_no_context_takeover=1|",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover|",
        "permessage-deflate; server_max_window_bits=9; SERVER_max_window_bits=9|",
        "permessage-bzip2|",
        "``|"
      })
  void theFirstOfferThatIsWellFormedIsTaken(String offer, @Nullable String answer) {
    assertThat(answer(offer, WebSocketCompression.TAKEOVER)).isEqualTo(answer);
  }

  @Test
  void byItselfNothingIsKeptBetweenMessages() {
    assertThat(answer("permessage-deflate; client_max_window_bits", WebSocketCompression.ON))
        .isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    assertThat(answer("permessage-deflate", WebSocketCompression.OFF)).isNull();
    assertThat(DeflateOffers.agree(List.of(), WebSocketCompression.ON)).isNull();
    assertThat(DeflateOffers.agree(List.of("a", "permessage-deflate"), WebSocketCompression.ON))
        .isEqualTo(new WebSocketDeflate(false, false, 0, 0));
  }
}
