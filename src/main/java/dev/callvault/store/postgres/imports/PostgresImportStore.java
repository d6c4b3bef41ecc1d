package dev.callvault.store.postgres.imports;

import dev.callvault.call.AccountId;
import dev.callvault.number.NumberReader;
import dev.callvault.store.imports.ImportStore;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.imports.ImportedFile;
import dev.callvault.store.imports.OfferedLog;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.sql.Transactions;
import java.util.List;

public final class PostgresImportStore implements ImportStore {
    private final Transactions transactions;
    private final NumberReader numbers;
    private final MonthsOfLogs months;

    public PostgresImportStore(Transactions transactions, NumberReader numbers) {
        this.transactions = transactions;
        this.numbers = numbers;
        this.months = new MonthsOfLogs(transactions);
    }

    @Override
    public Added add(AccountId account, ImportedFile file, Rows rows, ImportTerms terms) {
        return transactions.inOne("store imported " + rows.stream().label(), dsl -> {
            AccountNumbers read = AccountNumbers.of(dsl, account, numbers);
            return switch (rows) {
                case Rows.Calls calls ->
                    AddRows.execute(dsl, account, file, calls.list(), new CallRows(dsl, account, read, terms), terms);
                case Rows.Sessions lines ->
                    AddRows.execute(
                            dsl, account, file, lines.list(), LineRows.sessions(dsl, account, read, terms), terms);
                case Rows.Errors lines ->
                    AddRows.execute(
                            dsl, account, file, lines.list(), LineRows.errors(dsl, account, read, terms), terms);
            };
        });
    }

    /** The months of old logs get their partitions first: nobody who stores or reads logs waits for the logs themselves. */
    @Override
    public List<OfferedLog.Outcome> addLogs(AccountId account, List<OfferedLog> logs, ImportTerms terms) {
        if (!terms.isTrial()) {
            months.make(
                    transactions.inOne("look for imported logs", dsl -> JudgeLogs.fetch(dsl, account, logs, terms)));
        }
        return transactions.inOne("store imported logs", dsl -> new StoreLogs(dsl, account, terms).execute(logs));
    }

    @Override
    public void complete(ImportedFile file) {
        file.id()
                .ifPresent(id -> file.sha256()
                        .ifPresent(hash -> transactions.run(
                                "remember an imported file", dsl -> SaveFile.complete(dsl, id, hash))));
    }
}
