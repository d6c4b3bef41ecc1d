package dev.callvault.store.coordination;

import dev.callvault.store.coordination.LoginStore.Refused;
import dev.callvault.store.coordination.LoginStore.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account's logins at one moment, and what follows from them: the rules of {@link LoginStore}, independent of
 * storage. A store reads it, changes it and writes it in one transaction.
 */
public final class LoginLedger {
    /** The provider's sibling service allows 15 sign-ins in 15 minutes; concurrent requests need some of them, too. */
    private static final int MAX_TRIES = 5;
    /** A login that was never refused is probably the corrected one: some sign-ins are reserved for it. */
    private static final int MAX_OF_NEW = 9;

    private static final Duration TRIES_WITHIN = Duration.ofMinutes(15);
    /** If a node dies during a try, others may try after this time. */
    private static final Duration TRY = Duration.ofMinutes(2);
    /** A login untried for this long, while another one works, is no longer in use. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(2);

    private static final int MAX_MESSAGE = 500;

    private final Instant now;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Instant> signIns;
    private @Nullable String acceptedLogin;
    private @Nullable Instant acceptedAt;

    /**
     * A refused login, and whether a node is trying it.
     *
     * @param isTrying from the claim of a try until its result is recorded
     */
    public record Row(Refused refused, boolean isTrying) {}

    /**
     * The stored state. Entries in the future were written while the store's clock was ahead, and are ignored.
     *
     * @param signIns when sign-ins were refused
     */
    public LoginLedger(
            Instant now,
            Collection<Row> rows,
            Collection<Instant> signIns,
            @Nullable String acceptedLogin,
            @Nullable Instant acceptedAt) {
        this.now = now;
        rows.forEach(it -> this.rows.put(it.refused().login(), it));
        this.signIns = new ArrayList<>(signIns.stream()
                .filter(it -> it.isAfter(now.minus(TRIES_WITHIN)) && !it.isAfter(now))
                .sorted()
                .toList());
        boolean isPast = acceptedAt != null && !acceptedAt.isAfter(now);
        this.acceptedLogin = isPast ? acceptedLogin : null;
        this.acceptedAt = isPast ? acceptedAt : null;
    }

    public Collection<Row> rows() {
        return List.copyOf(rows.values());
    }

    public List<Instant> signIns() {
        return List.copyOf(signIns);
    }

    public @Nullable String acceptedLogin() {
        return acceptedLogin;
    }

    public @Nullable Instant acceptedAt() {
        return acceptedAt;
    }

    public Standing standing() {
        List<Refused> refused = rows.values().stream()
                .map(Row::refused)
                .sorted(Comparator.comparing(Refused::since).reversed())
                .toList();
        return new Standing(now, refused, signIns.size(), Optional.ofNullable(acceptedAt));
    }

    /** {@link LoginStore#tryNow}. */
    public boolean tryNow(String login, boolean isExplicit) {
        @Nullable Row row = rows.get(login);
        if (row == null) {
            return login.equals(acceptedLogin) || signIns.size() < MAX_OF_NEW;
        }
        if (signIns.size() >= MAX_TRIES || !(isExplicit || isDue(row.refused()))) {
            return false;
        }
        signIns.add(now);
        rows.put(login, new Row(next(row.refused(), row.refused().refusals(), TRY), true));
        return true;
    }

    /** A next try further away than any pause was set while the clock was ahead. */
    private boolean isDue(Refused refused) {
        Duration pause = Refused.pause(refused.refusals());
        Duration longest = pause.compareTo(TRY) < 0 ? TRY : pause;
        return !refused.nextTry().isAfter(now) || refused.nextTry().isAfter(now.plus(longest));
    }

    private Refused next(Refused refused, int refusals, Duration pause) {
        return new Refused(
                refused.login(), refused.by(), refused.since(), refusals, now.plus(pause), refused.message());
    }

    /** {@link LoginStore#refuse}. */
    public void refuse(String login, String by, String message) {
        @Nullable Row row = rows.get(login);
        if (row == null || !row.isTrying()) {
            signIns.add(now); // a try counted when it was claimed
        }
        if (row == null || row.isTrying()) {
            int refusals = row == null ? 1 : row.refused().refusals() + 1;
            Instant next = now.plus(Refused.pause(refusals));
            rows.put(login, new Row(new Refused(login, by, now, refusals, next, shortened(message)), false));
        }
    }

    /** {@link LoginStore#undecided}. */
    public void undecided(String login) {
        @Nullable Row row = rows.get(login);
        if (row != null && row.isTrying()) {
            rows.put(login, new Row(next(row.refused(), row.refused().refusals(), Refused.pause(1)), false));
            if (!signIns.isEmpty()) {
                signIns.removeLast();
            }
        }
    }

    /** {@link LoginStore#accept}. */
    public void accept(String login, Duration ago) {
        Instant at = now.minus(ago);
        @Nullable Row row = rows.get(login);
        if (row != null && !row.refused().since().isAfter(at)) {
            rows.remove(login);
        }
        if (acceptedAt == null || acceptedAt.isBefore(at)) {
            acceptedLogin = login;
            acceptedAt = at;
        }
        rows.values().removeIf(it -> it.refused().since().isBefore(now.minus(FORGOTTEN_AFTER)));
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }
}
