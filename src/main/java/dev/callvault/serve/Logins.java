package dev.callvault.serve;

import dev.callvault.content.Sha256;
import io.javalin.http.Context;
import io.javalin.http.Header;
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

/**
 * Checks users and their passwords. A correct password is accepted for some minutes without being hashed again. A wrong one,
 * or an unknown name, costs a hash every time, and these are checked one after another, in fair {@link Turns}: a flood of
 * guesses does not keep the right password out. Safe for many threads.
 */
public final class Logins {
    private static final Duration BELIEVED = Duration.ofMinutes(5);
    private static final int KEY_BYTES = 32;
    /**
     * Of each right password, 16 bits of its fingerprint are kept. They lead past a queue of guesses, and tell whoever reads
     * the memory next to nothing.
     */
    private static final int TRACE_LENGTH = 4;

    private static final String NOBODYS = "nobody's password";

    private final List<User> users;
    private final InstantSource clock;
    private final byte[] key = new byte[KEY_BYTES];
    private final Map<String, Instant> believed = new ConcurrentHashMap<>();
    private final Map<String, String> traces = new ConcurrentHashMap<>();
    private final Turns turns = new Turns();
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

    /** Whether a request comes from a user of all accounts, or no login is required. */
    boolean seesAll(Context context) {
        return isOpen() || user(context).filter(User::seesAll).isPresent();
    }

    /** The user whom a request's {@code Authorization} header belongs to. */
    public Optional<User> user(Context context) {
        return Credentials.of(context.header(Header.AUTHORIZATION))
                .flatMap(it -> user(it.login(), it.password(), context.ip()));
    }

    /**
     * The user with that name and password.
     *
     * @param address where the request comes from
     */
    Optional<User> user(String name, String password, String address) {
        Optional<User> user =
                users.stream().filter(it -> it.name().equals(name)).findFirst();
        String fingerprint = fingerprint(name, password);
        Instant now = clock.instant();
        if (user.isPresent() && now.isBefore(believed.getOrDefault(fingerprint, Instant.MIN))) {
            return user;
        }
        String trace = fingerprint.substring(0, TRACE_LENGTH);
        boolean isProbablyRight = user.isPresent() && trace.equals(traces.get(name));
        boolean isRight = turns.take(
                user.isPresent() ? address + " " + name : address,
                isProbablyRight,
                () -> matches(user.map(User::password), password));
        if (user.isEmpty() || !isRight) {
            return Optional.empty();
        }
        believed.values().removeIf(until -> !now.isBefore(until));
        believed.put(fingerprint, now.plus(BELIEVED));
        traces.put(name, trace);
        return user;
    }

    /** Whether there is a user of that name. It takes no time, so callers must not reveal the answer by itself. */
    boolean isKnown(String name) {
        return users.stream().anyMatch(it -> it.name().equals(name));
    }

    private boolean matches(Optional<PasswordHash> hash, String password) {
        return hash.orElse(nobody).matches(hash.isPresent() ? password : NOBODYS) && hash.isPresent();
    }

    /** A keyed hash, so that the process's memory holds no password after it has been checked. */
    private String fingerprint(String name, String password) {
        MessageDigest digest = Sha256.digest();
        digest.update(key);
        digest.update((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }
}
