package dev.callvault.serve;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A login and a password, as in HTTP Basic authentication. */
record Credentials(String login, String password) {
    private static final String SCHEME = "basic ";

    /** Reads an {@code Authorization} header; empty if it is missing, uses another scheme or is malformed. */
    static Optional<Credentials> of(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String[] parts = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? Optional.of(new Credentials(parts[0], parts[1])) : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** The same without the part after the login's last slash, which may name an account. */
    Credentials withoutAccount() {
        int slash = login.lastIndexOf('/');
        return slash < 0 ? this : new Credentials(login.substring(0, slash), password);
    }

    /** The part after the login's last slash, or the whole login if it has none. */
    String account() {
        return login.substring(login.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return login + ":***";
    }
}
