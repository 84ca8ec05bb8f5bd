package dev.covet.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.spi.ConstraintChecker;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.GroupSequence;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.ConvertGroup;
import jakarta.validation.groups.Default;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is passed quickly must be what the validator itself would pass. */
class QuickBeanTest {
  private final Validator validator =
      Validation.byDefaultProvider()
          .configure()
          .messageInterpolator(new ParameterMessageInterpolator())
          .buildValidatorFactory()
          .getValidator();

  interface Later {}

  record Customer(
      @NotBlank @Size(max = 12) String name,
      @NotNull @Email String email,
      @Pattern(regexp = "[a-z]{2,4}") String code) {}

  record Item(
      @NotNull String sku,
      @Min(1) @Max(9) int quantity,
      @Positive Long weight,
      @PositiveOrZero short level,
      @Min(value = 100, groups = Later.class) int later) {}

  record Order(
      @NotNull @Valid Customer customer,
      @NotEmpty @Size(max = 3) List<@NotNull @Valid Item> items,
      @NotEmpty Set<@NotBlank String> tags,
      @NotEmpty @Size(min = 1, max = 2) Map<String, String> notes,
      @NotEmpty String text,
      String free) {}

  @Test
  void nothingIsPassedThatTheValidatorRefuses() {
    QuickCheck quick = Objects.requireNonNull(QuickBean.whole(validator, Order.class));
    Random random = new Random(7);
    int passed = 0;
    for (int i = 0; i < 20_000; i++) {
      Order order = order(random);
      if (quick.isGood(order)) {
        passed++;
        assertThat(validator.validate(order)).as("%s", order).isEmpty();
      }
    }
    assertThat(passed).isGreaterThan(500);
  }

  private static Order order(Random random) {
    return new Order(
        rarely(random, null, customer(random)),
        rarely(random, null, Arrays.asList(item(random), rarely(random, null, item(random)))),
        rarely(random, Set.of(), rarely(random, Set.of(" "), Set.of("a", "b"))),
        rarely(random, Map.of(), Map.of("a", "b")),
        rarely(random, "", "t"),
        "free");
  }

  private static Customer customer(Random random) {
    return new Customer(
        rarely(random, " \t", rarely(random, "x".repeat(13), "Ada")),
        rarely(random, null, rarely(random, "no", "ada.l@example.org")),
        rarely(random, "A", rarely(random, null, "abc")));
  }

  private static Item item(Random random) {
    return new Item(
        rarely(random, null, "sku"),
        rarely(random, 0, rarely(random, 10, 5)),
        rarely(random, null, rarely(random, 0L, 3L)),
        rarely(random, (short) -1, (short) 0),
        1);
  }

  private static <T> @Nullable T rarely(Random random, @Nullable T rare, @Nullable T usual) {
    return random.nextInt(24) == 0 ? rare : usual;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "a.b@c.org",
        "A_b+c-1@x-y.example",
        "1@2",
        "a-@b.c",
      })
  void usualAddressesAreKnownAndGood(String address) {
    assertThat(PlainEmail.matches(address)).isTrue();
    assertThat(validator.validateValue(Customer.class, "email", address)).isEmpty();
  }

  @Test
  void noAddressIsKnownThatTheValidatorRefuses() {
    String letters = "ab.@-_+ 1\"é";
    Random random = new Random(11);
    int known = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder address = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        address.append(letters.charAt(random.nextInt(letters.length())));
      }
      if (PlainEmail.matches(address.toString())) {
        known++;
        assertThat(validator.validateValue(Customer.class, "email", address.toString()))
            .as("%s", address)
            .isEmpty();
      }
    }
    assertThat(known).isGreaterThan(200);
  }

  @Test
  void longAddressesAreLeftToTheValidator() {
    assertThat(PlainEmail.matches("a".repeat(65) + "@b")).isFalse();
    assertThat(PlainEmail.matches("a@" + "b".repeat(64))).isFalse();
    assertThat(PlainEmail.matches("a@" + "b.".repeat(120) + "c")).isFalse();
  }

  @Test
  void aSingleComponentIsCheckedWithoutWhatHangsOnIt() {
    Map<String, QuickCheck> checks = QuickBean.components(validator, Order.class);

    assertThat(checks).containsOnlyKeys("customer", "notes", "text");
    QuickCheck customer = Objects.requireNonNull(checks.get("customer"));
    assertThat(customer.isGood(new Customer("", "", ""))).isTrue();
    assertThat(customer.isGood(null)).isFalse();
    assertThat(QuickBean.components(validator, Item.class))
        .containsOnlyKeys("sku", "quantity", "weight", "level", "later");
    assertThat(QuickBean.components(validator, Plain.class)).isEmpty();
  }

  static class Plain {
    @NotNull String name = "";
  }

  record OnMethod(@NotNull String a) {
    @AssertTrue
    boolean isGood() {
      return true;
    }
  }

  @Constraint(validatedBy = SameValidator.class)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Same {
    String message() default "must be the same";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  static class SameValidator implements ConstraintValidator<Same, Object> {
    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
      return true;
    }
  }

  @Same
  record OnWhole(@NotNull String a) {}

  record Custom(@Same String a) {}

  record Composed(@Range(min = 1, max = 2) int a) {}

  record Other(@Digits(integer = 2, fraction = 0) String a) {}

  record OtherType(@Min(1) java.math.BigDecimal a) {}

  record Flags(@Pattern(regexp = "a", flags = Pattern.Flag.CASE_INSENSITIVE) String a) {}

  record OwnEmail(@Email(regexp = ".+") String a) {}

  record NoCollection(Optional<@NotNull String> a, Map<String, @NotNull String> b) {}

  record Itself(@Valid Itself next, @NotNull String a) {}

  record Converted(
      @Valid @ConvertGroup(from = Default.class, to = Later.class) Customer customer) {}

  record Array(@NotEmpty @Size(min = 1) String[] a) {}

  record Interface(@Valid Named named) {}

  interface Named {
    @NotNull
    String name();
  }

  @GroupSequence({Later.class, Sequence.class})
  record Sequence(@NotNull String a) {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        OnMethod.class,
        OnWhole.class,
        Custom.class,
        Composed.class,
        Other.class,
        OtherType.class,
        Flags.class,
        OwnEmail.class,
        NoCollection.class,
        Itself.class,
        Converted.class,
        Array.class,
        Interface.class,
        Sequence.class,
        Plain.class
      })
  void whatIsNotKnownIsLeftToTheValidator(Class<?> type) {
    assertThat(QuickBean.whole(validator, type)).isNull();
  }

  record Text(@NotBlank String text) {}

  @Test
  void blankIsWhatTheValidatorTakesForIt() {
    ConstraintChecker.TypeConstraints constraints =
        new HibernateChecker().of(Text.class, List.of());
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      String text = String.valueOf(c);
      boolean refused = !constraints.component("text", text).isEmpty();
      assertThat(refused).as("%04x", (int) c).isEqualTo(text.isBlank());
    }
  }
}
