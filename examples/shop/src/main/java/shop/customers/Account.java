package shop.customers;

/**
 * A customer as it is kept. Tokens are kept as hashes, so that who reads the store can not use
 * them.
 *
 * @param customer what may be told
 * @param tokenHash what its token is recognised by
 * @param staff whether it is who keeps the shop
 */
record Account(Customer customer, String tokenHash, boolean staff) {
  CurrentUser user() {
    return new CurrentUser(customer.id(), customer.name(), staff);
  }

  CustomerDraft draft() {
    return new CustomerDraft(customer.name(), customer.email(), customer.born());
  }

  Account with(CustomerDraft draft) {
    Customer changed =
        new Customer(customer.id(), draft.name(), draft.email(), draft.born(), customer.since());
    return new Account(changed, tokenHash, staff);
  }
}
