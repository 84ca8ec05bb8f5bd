package shop.customers;

import dev.covet.Doc;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A customer, as told to others. The token is not in it.
 *
 * @param id its number
 * @param name its name
 * @param email where mail goes
 * @param born its birthday, or null
 * @param since when it came
 */
@Doc("A customer")
public record Customer(
    long id, String name, String email, @Nullable LocalDate born, Instant since) {}
