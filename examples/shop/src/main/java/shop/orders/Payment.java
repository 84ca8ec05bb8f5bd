package shop.orders;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.covet.Doc;
import jakarta.validation.constraints.Pattern;

/** How a customer pays: {@code method} says which of the two it is. */
@Doc("How a customer pays")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Payment.Card.class, name = "card"),
  @JsonSubTypes.Type(value = Payment.Transfer.class, name = "transfer")
})
sealed interface Payment {
  /**
   * By card; the number itself is the business of who issues tokens.
   *
   * @param token stands for the card
   */
  record Card(@Pattern(regexp = "tok_[a-z0-9]{8,32}") String token) implements Payment {}

  /**
   * From a bank account.
   *
   * @param iban its number
   */
  record Transfer(@Iban String iban) implements Payment {}
}
