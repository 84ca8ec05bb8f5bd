package shop.customers;

import dev.covet.Doc;

/**
 * A new customer, with the token that is told this once.
 *
 * @param customer the customer
 * @param token what to send as {@code Authorization: Bearer …}
 */
public record Registered(
    Customer customer, @Doc("What to send as Authorization: Bearer …") String token) {}
