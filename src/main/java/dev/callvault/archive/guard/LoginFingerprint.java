package dev.callvault.archive.guard;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Tells one login at a provider from another without revealing it: a slow salted hash. Computed only once some login of
 * the account was refused. Safe for use by many threads.
 */
public final class LoginFingerprint implements LoginCircuitBreaker.Key {
    /** Some tens of milliseconds, once per process and account; for someone guessing passwords, once per guess. */
    private static final int ROUNDS = 100_000;

    private static final int BITS = 128;

    private final String login;

    public LoginFingerprint(URI provider, String username, String password) {
        this.login = provider + "\n" + username + "\n" + password;
    }

    @Override
    public String of(byte[] salt) {
        return HexFormat.of().formatHex(derive(salt));
    }

    private byte[] derive(byte[] salt) {
        try {
            // UTF-8 bytes as Latin-1 characters: how the JDK treats other characters is not specified.
            String bytes = new String(login.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            PBEKeySpec key = new PBEKeySpec(bytes.toCharArray(), salt, ROUNDS, BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has PBKDF2", impossible);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
