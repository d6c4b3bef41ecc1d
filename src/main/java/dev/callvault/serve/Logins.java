package dev.callvault.serve;

import dev.callvault.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Checks users and their passwords. A correct password is accepted for some minutes without being hashed again. A wrong one,
 * or an unknown name, costs a hash every time, and these are checked one after another. Safe for many threads.
 */
public final class Logins {
    private static final Duration BELIEVED = Duration.ofMinutes(5);
    private static final int KEY_BYTES = 32;
    private static final String NOBODYS = "nobody's password";

    private final List<User> users;
    private final InstantSource clock;
    private final byte[] key = new byte[KEY_BYTES];
    private final Map<String, Instant> believed = new ConcurrentHashMap<>();
    private final Semaphore oneGuess = new Semaphore(1, true);
    private final PasswordHash nobody;

    /** @param users empty if no login is required */
    public Logins(List<User> users, InstantSource clock) {
        this.users = List.copyOf(users);
        this.clock = clock;
        new SecureRandom().nextBytes(key);
        this.nobody = users.isEmpty()
                ? new PasswordHash(1, key, key)
                : users.getFirst().password();
    }

    /** Whether no login is required. */
    public boolean isOpen() {
        return users.isEmpty();
    }

    /** Whether an {@code Authorization} header belongs to a user of all accounts, or no login is required. */
    boolean seesAll(@Nullable String authorization) {
        return isOpen() || user(authorization).filter(User::seesAll).isPresent();
    }

    /** The user whom an {@code Authorization} header belongs to. */
    Optional<User> user(@Nullable String authorization) {
        return Credentials.of(authorization).flatMap(it -> user(it.login(), it.password()));
    }

    /** The user with that name and password. */
    public Optional<User> user(String name, String password) {
        Optional<User> user =
                users.stream().filter(it -> it.name().equals(name)).findFirst();
        String fingerprint = fingerprint(name, password);
        Instant now = clock.instant();
        if (user.isPresent() && now.isBefore(believed.getOrDefault(fingerprint, Instant.MIN))) {
            return user;
        }
        boolean isRight = matches(user.map(User::password), password);
        if (user.isEmpty() || !isRight) {
            return Optional.empty();
        }
        believed.values().removeIf(until -> !now.isBefore(until));
        believed.put(fingerprint, now.plus(BELIEVED));
        return user;
    }

    /** Whether there is a user of that name. It takes no time, so callers must not reveal the answer by itself. */
    boolean isKnown(String name) {
        return users.stream().anyMatch(it -> it.name().equals(name));
    }

    private boolean matches(Optional<PasswordHash> hash, String password) {
        oneGuess.acquireUninterruptibly();
        try {
            return hash.orElse(nobody).matches(hash.isPresent() ? password : NOBODYS) && hash.isPresent();
        } finally {
            oneGuess.release();
        }
    }

    /** A keyed hash, so that the process's memory holds no password after it has been checked. */
    private String fingerprint(String name, String password) {
        MessageDigest digest = Sha256.digest();
        digest.update(key);
        digest.update((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }
}
