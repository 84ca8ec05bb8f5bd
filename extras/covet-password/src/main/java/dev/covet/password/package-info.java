/** Logins by name and password: hashing by argon2id, HTTP Basic, form login, a guard of guesses. */
@NullMarked
package dev.covet.password;

import org.jspecify.annotations.NullMarked;
