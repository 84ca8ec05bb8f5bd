package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConverterTest {
  record OrderId(char series, int number) {
    static OrderId parse(String text) {
      if (!text.matches("[A-Z]-[0-9]{1,6}")) {
        throw new IllegalArgumentException("no order number");
      }
      return new OrderId(text.charAt(0), Integer.parseInt(text.substring(2)));
    }
  }

  record Find(OrderId id, List<OrderId> also, Optional<OrderId> by, @QueryParam Inner in) {}

  record Inner(@Default("Z-9") OrderId last) {}

  record Numbered(int id) {}

  record ByNumber(Numbered id) {}

  record Day(LocalDate day) {}

  private final Covet app = Covet.create();

  private String send(String target) {
    return Served.text(new Served(app).send(new MadeRequest("GET", target)));
  }

  private void orders(Covet into) {
    into.converter(OrderId.class, "an order number (A-17)", OrderId::parse);
  }

  @Test
  void ownTypesAreBoundFromEveryPlace() {
    orders(app);
    app.get("/{id}", Find.class, Find::toString);
    app.get("/p/x", req -> req.query("id").as(OrderId.class));
    assertThat(send("/A-1?also=B-2&also=C-3&by=D-4"))
        .contains(
            "OrderId[series=A, number=1], also=[OrderId[series=B, number=2], "
                + "OrderId[series=C, number=3]], by=Optional[OrderId[series=D, number=4]]",
            "last=OrderId[series=Z, number=9]");
    assertThat(send("/p/x?id=A-7")).contains("OrderId[series=A, number=7]");
  }

  @Test
  void malformedOnesAreAnsweredLikeOthers() {
    orders(app);
    app.get("/x/{id}", Find.class, Find::toString);
    app.get("/p", req -> req.query("id").as(OrderId.class));
    String message = "must be an order number (A-17), not '17'";
    assertThat(send("/x/17")).contains("\"status\":404", message);
    assertThat(send("/x/A-1?also=17")).contains("\"status\":422", "\"also\"", message);
    assertThat(send("/p?id=17")).contains("\"status\":422", message);
  }

  @Test
  void aPartUsesItsOwnAndThoseAroundIt() {
    orders(app);
    app.converter(LocalDate.class, "a day (31.12.2026)", text -> LocalDate.of(2000, 1, 1));
    Covet part = Covet.create();
    part.converter(LocalDate.class, "a day", text -> LocalDate.of(1999, 1, 1));
    part.get("/day", Day.class, in -> in.day().toString());
    part.get("/order", req -> req.query("id").as(OrderId.class).toString());
    app.mount("/part", part);
    app.get("/day", Day.class, in -> in.day().toString());
    assertThat(send("/day?day=1.1.2000")).isEqualTo("2000-01-01");
    assertThat(send("/part/day?day=x")).isEqualTo("1999-01-01");
    assertThat(send("/part/order?id=A-1")).contains("number=1");
  }

  @Test
  void anOwnTypeMayStandBehindANumberInThePattern() {
    app.converter(Numbered.class, "a number", text -> new Numbered(Integer.parseInt(text)));
    app.get("/{id:int}", ByNumber.class, ByNumber::toString);
    assertThat(send("/12")).contains("Numbered[id=12]");
  }

  @Test
  void aConverterThatMakesNullIsABug() {
    app.converter(OrderId.class, "an order number", text -> null);
    app.get("/", req -> req.query("id").as(OrderId.class));
    assertThat(send("/?id=A-1")).contains("\"status\":500");
  }

  @Test
  void twoForOneTypeAndHoldersAreRefused() {
    orders(app);
    assertThatThrownBy(() -> orders(app)).hasMessageContaining("two converters for");
    app.converter(int.class, "a number", Integer::valueOf);
    assertThatThrownBy(() -> app.converter(Integer.class, "a number", Integer::valueOf))
        .hasMessageContaining("two converters for java.lang.Integer");
    for (Class<?> holder : Set.of(List.class, Optional.class, Request.class)) {
      assertThatThrownBy(() -> refuse(holder)).hasMessageContaining("convert that one");
    }
  }

  private <T> void refuse(Class<T> type) {
    app.converter(type, "nothing", text -> type.cast(text));
  }
}
