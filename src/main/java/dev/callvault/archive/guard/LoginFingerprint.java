package dev.callvault.archive.guard;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.Supplier;
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

    private final String user;
    private final Supplier<String> source;
    private final int rounds;
    private volatile String password;

    /** @param password as it is by now; it may change */
    public LoginFingerprint(URI provider, String username, Supplier<String> password) {
        this(provider, username, password, ROUNDS);
    }

    /** Of a number of rounds: few in tests, which have many logins to tell apart. */
    LoginFingerprint(URI provider, String username, Supplier<String> password, int rounds) {
        this.user = provider + "\n" + username + "\n";
        this.source = password;
        this.password = password.get();
        this.rounds = rounds;
    }

    /** The password in use, with which the login is tried. */
    public String password() {
        return password;
    }

    @Override
    public boolean isRenewed() {
        String now = source.get();
        boolean isOther = !now.equals(password);
        password = now;
        return isOther;
    }

    @Override
    public String of(byte[] salt) {
        return HexFormat.of().formatHex(derive(salt));
    }

    private byte[] derive(byte[] salt) {
        try {
            // UTF-8 bytes as Latin-1 characters: how the JDK treats other characters is not specified.
            String bytes = new String((user + password).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            PBEKeySpec key = new PBEKeySpec(bytes.toCharArray(), salt, rounds, BITS);
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
