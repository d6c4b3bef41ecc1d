package dev.callvault.simulation;

import dev.callvault.archive.guard.LoginCircuitBreaker;
import dev.callvault.call.Account;
import dev.callvault.call.TimeWindow;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.memory.MemoryLoginStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Who else signs in to the account: a second node, whose configuration follows a change of the password hours later, and
 * commands with passwords that are mistyped. They have the one store of refused logins, and ask little.
 */
final class OtherLogins {
    private static final Duration LATER = Duration.ofHours(3);
    private static final int SPELLINGS = 3;

    private final Account account;
    private final SimulatedProvider provider;
    private final Weather weather;
    private final VirtualTime time;
    private final SplittableRandom random;
    private final LoginStore logins;

    private String neighboursPassword = "";
    private LoginCircuitBreaker neighbour;

    OtherLogins(
            Account account, SimulatedProvider provider, Weather weather, VirtualTime time, SplittableRandom random) {
        this.account = account;
        this.provider = provider;
        this.weather = weather;
        this.time = time;
        this.random = random;
        this.logins = new MemoryLoginStore(time);
        this.neighbour = breaker(logins, neighboursPassword, false);
    }

    /** What all who use the account know of its logins. */
    LoginStore logins() {
        return logins;
    }

    /** A process's circuit breaker. */
    LoginCircuitBreaker breaker(LoginStore store, String password, boolean isExplicit) {
        LoginCircuitBreaker.Key key = salt -> new String(salt, StandardCharsets.UTF_8) + password;
        return new LoginCircuitBreaker(store, account, key, "with " + password, time, isExplicit);
    }

    /** The second node does a little, and so do commands that are beside it. */
    void ask() {
        String configured = weather.configured(time.instant().minus(LATER));
        if (!configured.equals(neighboursPassword)) {
            neighboursPassword = configured;
            neighbour = breaker(logins, configured, true);
        }
        boolean unused = isAccepted(neighbour, neighboursPassword);
        weather.on(Trouble.MISTYPED, time.instant()).ifPresent(it -> mistype(random.nextInt(4)));
    }

    private void mistype(int times) {
        for (int i = 0; i < times; i++) {
            String wrong = "mistyped " + random.nextInt(SPELLINGS);
            if (isAccepted(breaker(logins, wrong, true), wrong)) {
                throw new Oracle.Broken("a wrong password was accepted");
            }
        }
    }

    private boolean isAccepted(LoginCircuitBreaker breaker, String password) {
        long now = time.instant().getEpochSecond();
        CallSource source = breaker.guarded(breaker.watched(provider.as(password, false, false)));
        try {
            var unused = source.listErrors(ListQuery.total(new TimeWindow(now - 60, now)));
            return true;
        } catch (SourceFailure refused) {
            return false;
        }
    }
}
