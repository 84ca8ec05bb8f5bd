/** Logins of browsers at an OpenID Connect provider. */
@NullMarked
package dev.covet.oidc;

import org.jspecify.annotations.NullMarked;
