package dev.callvault.store.postgres.served;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.postgres.numbers.AccountNumbers;
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
    private final NumberReader numbers;

    public PostgresServedLogs(Transactions transactions, LogReader reader, NumberReader numbers) {
        this.transactions = transactions;
        this.reader = reader;
        this.numbers = numbers;
    }

    @Override
    public Page<CallSummary> calls(AccountId account, Selection selection) {
        return atOneMoment(
                "read calls", dsl -> SelectServedCalls.fetch(dsl, account, selection, called(dsl, account, selection)));
    }

    @Override
    public Page<String> lines(AccountId account, LogStream stream, Selection selection) {
        return atOneMoment(
                "read " + stream.label(),
                dsl -> SelectServedLines.fetch(dsl, account, stream, selection, called(dsl, account, selection)));
    }

    /** Who was called, as the account reads it in its region. */
    private Optional<ReadNumber> called(DSLContext dsl, AccountId account, Selection selection) {
        return selection.number().map(it -> {
            AccountNumbers own = AccountNumbers.of(dsl, account, numbers);
            return own.reader().read(it, own.region());
        });
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
