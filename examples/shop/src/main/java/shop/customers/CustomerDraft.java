package shop.customers;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What customers say of themselves.
 *
 * @param name a name
 * @param email where mail goes
 * @param born the birthday, or null
 */
public record CustomerDraft(
    @NotBlank @Size(max = 80) String name,
    @Email @Size(max = 120) String email,
    @Nullable LocalDate born) {}
