package dev.callvault.serve;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password hash that may be written down: PBKDF2 with HMAC-SHA-256, salted. Its text is
 * {@code pbkdf2-sha256:ROUNDS:SALT:HASH}, which needs no quoting in a shell, in YAML or in Compose.
 */
@SuppressWarnings("ArrayRecordComponent") // only ever compared in constant time
public record PasswordHash(int rounds, byte[] salt, byte[] hash) {
    /** Recommended by OWASP's password storage cheat sheet for PBKDF2-HMAC-SHA256; takes a fraction of a second. */
    private static final int ROUNDS = 600_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final String NAME = "pbkdf2-sha256";

    /** A new hash with a random salt. */
    public static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(ROUNDS, salt, derive(password, salt, ROUNDS));
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static PasswordHash parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("not a password hash");
        }
        Base64.Decoder decoder = Base64.getUrlDecoder();
        return new PasswordHash(Integer.parseInt(parts[1]), decoder.decode(parts[2]), decoder.decode(parts[3]));
    }

    /** Whether the password matches; deliberately takes a fraction of a second. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, rounds));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        try {
            // Each byte of the UTF-8 becomes a Latin-1 character: how the JDK encodes others is not specified.
            String bytes = new String(password.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            PBEKeySpec key = new PBEKeySpec(bytes.toCharArray(), salt, rounds, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has PBKDF2", impossible);
        }
    }

    @Override
    public String toString() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return NAME + ":" + rounds + ":" + encoder.encodeToString(salt) + ":" + encoder.encodeToString(hash);
    }
}
