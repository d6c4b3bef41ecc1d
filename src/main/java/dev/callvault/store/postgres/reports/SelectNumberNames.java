package dev.callvault.store.postgres.reports;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.reports.NumberNames;
import dev.callvault.store.reports.NumberNames.Call;
import dev.callvault.store.reports.NumberNames.Names;
import dev.callvault.store.search.FoundCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/** Reads what the directory calls the numbers of some calls. */
final class SelectNumberNames {
    private static final String SQL = """
            SELECT account_id, log_id, caller_entry.name, called_entry.name
            FROM unnest({0}::bigint[], {1}::bigint[]) AS wanted (account_id, log_id)
            JOIN archive.calls AS call USING (account_id, log_id)
            LEFT JOIN archive.directory AS caller_entry ON caller_entry.number = call.caller_number
            LEFT JOIN archive.directory AS called_entry ON called_entry.number = call.called_number
            WHERE caller_entry.name IS NOT NULL OR called_entry.name IS NOT NULL
            """;

    private SelectNumberNames() {}

    static NumberNames fetch(DSLContext dsl, List<FoundCall> calls) {
        Map<Call, Names> names = new HashMap<>();
        dsl.fetch(
                        SQL,
                        Unnest.numbers(calls, it -> it.accountId().value()),
                        Unnest.numbers(calls, it -> it.call().logId().value()))
                .forEach(row -> names.put(
                        new Call(new AccountId(row.get(0, Long.class)), new LogId(row.get(1, Long.class))),
                        new Names(
                                Optional.ofNullable(row.get(2, String.class)),
                                Optional.ofNullable(row.get(3, String.class)))));
        return new NumberNames(names);
    }
}
