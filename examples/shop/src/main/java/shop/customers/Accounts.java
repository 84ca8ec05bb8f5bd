package shop.customers;

import dev.covet.HttpException;
import dev.covet.http.Status;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import shop.store.Table;

/** Who has an account, in memory. Safe for any thread. */
public final class Accounts {
  private static final int MOST = 10_000;

  private final Table<Account> accounts = new Table<>(MOST);
  private final Map<String, Long> byToken = new ConcurrentHashMap<>();
  private final Clock clock;

  /**
   * Two accounts to try things with.
   *
   * @param clock tells the time
   * @param staffToken the token of who keeps the shop
   * @param customerToken the token of a customer
   */
  public Accounts(Clock clock, String staffToken, String customerToken) {
    this.clock = clock;
    add(new CustomerDraft("Eve", "eve@shop.example", null), staffToken, true);
    add(new CustomerDraft("Ada", "ada@mail.example", null), customerToken, false);
  }

  Registered register(CustomerDraft draft) {
    String token = Tokens.next();
    return new Registered(add(draft, token, false).customer(), token);
  }

  private Account add(CustomerDraft draft, String token, boolean staff) {
    String hash = Tokens.hash(token);
    Account account =
        accounts.add(
            id ->
                new Account(
                    new Customer(id, draft.name(), draft.email(), draft.born(), clock.instant()),
                    hash,
                    staff));
    byToken.put(hash, account.customer().id());
    return account;
  }

  /**
   * {@return who shows these credentials}
   *
   * @param in what a client shows
   * @throws HttpException 401 if it is nobody
   */
  public CurrentUser user(Credentials in) {
    String shown = in.authorization();
    return Optional.ofNullable(shown)
        .filter(text -> text.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(text -> byToken.get(Tokens.hash(text.substring(7).strip())))
        .flatMap(accounts::find)
        .map(Account::user)
        .orElseThrow(
            () ->
                new HttpException(Status.UNAUTHORIZED, "a token is needed")
                    .header("WWW-Authenticate", "Bearer"));
  }

  Optional<Customer> find(long id) {
    return accounts.find(id).map(Account::customer);
  }

  Optional<Customer> change(long id, UnaryOperator<CustomerDraft> change) {
    return accounts.change(id, old -> old.with(change.apply(old.draft()))).map(Account::customer);
  }

  boolean remove(long id) {
    accounts.find(id).ifPresent(account -> byToken.remove(account.tokenHash()));
    return accounts.remove(id);
  }

  Stream<Customer> all() {
    return accounts.rows().map(Account::customer);
  }
}
