package dev.callvault.store.reports;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.search.FoundCall;
import java.util.Map;
import java.util.Optional;

/** What the directory calls the numbers of some calls. */
public record NumberNames(Map<Call, Names> names) {
    /** No number has a name. */
    public static final NumberNames NONE = new NumberNames(Map.of());

    private static final Names NAMELESS = new Names(Optional.empty(), Optional.empty());

    public NumberNames {
        names = Map.copyOf(names);
    }

    /** A call in the archive. */
    public record Call(AccountId account, LogId logId) {}

    /** The names of the number that called and of the one that was called. */
    public record Names(Optional<String> caller, Optional<String> called) {}

    /** The caller's name; empty if it has none. */
    public String caller(FoundCall call) {
        return of(call).caller().orElse("");
    }

    /** The name of the called number; empty if it has none. */
    public String called(FoundCall call) {
        return of(call).called().orElse("");
    }

    private Names of(FoundCall call) {
        return names.getOrDefault(new Call(call.accountId(), call.call().logId()), NAMELESS);
    }
}
