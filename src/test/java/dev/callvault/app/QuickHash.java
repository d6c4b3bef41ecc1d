package dev.callvault.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callvault.config.Secret;
import dev.callvault.serve.PasswordHash;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords hashed as those of users are, but in so few rounds that a test need not wait for them. */
public final class QuickHash {
    private static final int ROUNDS = 100;
    /** The configuration is refused with fewer. */
    private static final int FEWEST_IN_SETTINGS = 10_000;

    private static final int BITS = 256;

    private QuickHash() {}

    public static PasswordHash of(String password) {
        return of(password, ROUNDS);
    }

    /** One that the configuration takes. */
    public static PasswordHash inSettings(String password) {
        return of(password, FEWEST_IN_SETTINGS);
    }

    private static PasswordHash of(String password, int rounds) {
        byte[] salt = "0123456789abcdef".getBytes(UTF_8);
        char[] bytes = new String(password.getBytes(UTF_8), ISO_8859_1).toCharArray();
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(bytes, salt, rounds, BITS))
                    .getEncoded();
            return new PasswordHash(rounds, salt, hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As it stands in settings. */
    public static Secret text(String password) {
        return new Secret(of(password).toString());
    }
}
