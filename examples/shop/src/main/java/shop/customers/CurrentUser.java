package shop.customers;

/**
 * Who is calling.
 *
 * @param id the customer's number
 * @param name the customer's name
 * @param staff whether it is who keeps the shop
 */
public record CurrentUser(long id, String name, boolean staff) {}
