package dev.covet.jwt;

import com.nimbusds.jose.JWSHeader;
import java.util.Map;

/** A token whose form and signature were right, and the key that said so. */
record SignedToken(JWSHeader header, VerificationKey key, Map<String, Object> claims) {}
