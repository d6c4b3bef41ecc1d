package dev.callvault.store.postgres.served;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.served.ServedLog;
import dev.callvault.store.served.ServedLogs;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;

public final class PostgresServedLogs implements ServedLogs {
    private final Transactions transactions;
    private final LogReader reader;

    public PostgresServedLogs(Transactions transactions, LogReader reader) {
        this.transactions = transactions;
        this.reader = reader;
    }

    @Override
    public Page<CallSummary> calls(AccountId account, Selection selection) {
        return atOneMoment("read calls", dsl -> SelectServedCalls.fetch(dsl, account, selection));
    }

    @Override
    public Page<String> lines(AccountId account, LogStream stream, Selection selection) {
        return atOneMoment("read " + stream.label(), dsl -> SelectServedLines.fetch(dsl, account, stream, selection));
    }

    @Override
    public Optional<ServedLog> log(AccountId account, LogId log) {
        return atOneMoment("read log " + log, dsl -> SelectServedLog.fetch(dsl, account, log, reader));
    }

    private <T> T atOneMoment(String purpose, Function<DSLContext, T> work) {
        return transactions.inOne(purpose, dsl -> {
            dsl.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return work.apply(dsl);
        });
    }
}
