package dev.callvault.store.memory;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.LoginLedger;
import dev.callvault.store.coordination.LoginStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Refused logins in memory, by a clock of the caller's choice. Every method holds the store's lock. */
public final class MemoryLoginStore implements LoginStore {
    private final InstantSource clock;
    private final Map<AccountId, LoginLedger> kept = new HashMap<>();

    public MemoryLoginStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public byte[] salt(AccountId account) {
        return ("salt of " + account).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Standing standing(AccountId account) {
        return change(account, LoginLedger::standing);
    }

    @Override
    public boolean tryNow(AccountId account, String login, boolean isExplicit) {
        return change(account, it -> it.tryNow(login, isExplicit));
    }

    @Override
    public void refuse(AccountId account, String login, String by, String message) {
        run(account, it -> it.refuse(login, by, message));
    }

    @Override
    public void undecided(AccountId account, String login) {
        run(account, it -> it.undecided(login));
    }

    @Override
    public void accept(AccountId account, String login, Duration ago) {
        run(account, it -> it.accept(login, ago));
    }

    private void run(AccountId account, Consumer<LoginLedger> change) {
        boolean unused = change(account, it -> {
            change.accept(it);
            return true;
        });
    }

    private synchronized <T> T change(AccountId account, Function<LoginLedger, T> change) {
        @Nullable LoginLedger before = kept.get(account);
        LoginLedger now = before == null
                ? new LoginLedger(clock.instant(), List.of(), List.of(), null, null)
                : new LoginLedger(
                        clock.instant(), before.rows(), before.signIns(), before.acceptedLogin(), before.acceptedAt());
        T answer = change.apply(now);
        kept.put(account, now);
        return answer;
    }
}
