package dev.callvault.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 * Knows the users by their passwords. A password that was right is believed for some minutes without being hashed again; a
 * wrong one costs its hash every time, one guess after the other, and so does a name that nobody has. Safe for many threads.
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

    /** @param users none where everything is open */
    public Logins(List<User> users, InstantSource clock) {
        this.users = List.copyOf(users);
        this.clock = clock;
        new SecureRandom().nextBytes(key);
        this.nobody = users.isEmpty()
                ? new PasswordHash(1, key, key)
                : users.getFirst().password();
    }

    /** Whether no login is asked for. */
    public boolean isOpen() {
        return users.isEmpty();
    }

    /** Whether an {@code Authorization} header is of somebody who sees every account, or nobody is asked. */
    boolean seesAll(@Nullable String authorization) {
        return isOpen()
                || Credentials.of(authorization)
                        .flatMap(it -> user(it.login(), it.password()))
                        .filter(User::seesAll)
                        .isPresent();
    }

    /** The user of that name and password. */
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

    /** Whether there is a user of that name; costs nothing, so that nobody outside may hear the answer by itself. */
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

    /** Of no use to whoever reads this process's memory after the password was given. */
    private String fingerprint(String name, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key);
            digest.update((name + ":" + password).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
