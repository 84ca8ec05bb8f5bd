import dev.covet.Default;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The work of {@code POST /api/orders/{id}}: bound, checked, then answered. */
final class Orders {
  private Orders() {}

  record Customer(@NotBlank String name, @NotNull @Email String email) {}

  record Item(@NotNull String sku, @Min(1) int qty, double price) {}

  record Order(@NotNull @Valid Customer customer, @NotEmpty List<@Valid Item> items, String note) {}

  record Place(
      long id,
      @Default("false") boolean expand,
      @Min(1) @Max(100) @Default("10") int limit,
      Order order) {}

  record Answer(long id, double total, int count, boolean expand, List<Item> items) {}

  static Answer place(Place in) {
    List<Item> items = in.order().items();
    double total = 0;
    for (Item item : items) {
      total += item.qty() * item.price();
    }
    int count = items.size();
    return new Answer(
        in.id(), total, count, in.expand(), items.subList(0, Math.min(in.limit(), count)));
  }
}
