/** JSON Web Tokens: who sends a request, as an issuer has signed it. */
@NullMarked
package dev.covet.jwt;

import org.jspecify.annotations.NullMarked;
