package dev.callvault.store.postgres.reports;

import dev.callvault.call.AccountId;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.reports.NumberNames;
import dev.callvault.store.reports.ReportViews;
import dev.callvault.store.search.FoundCall;
import java.util.List;
import java.util.Optional;

public final class PostgresReportViews implements ReportViews {
    private final Transactions transactions;

    public PostgresReportViews(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<View> all() {
        return transactions.inOne("read the names of the reports", SelectPreview::fetchViews);
    }

    @Override
    public NumberNames namesOf(List<FoundCall> calls) {
        return calls.isEmpty()
                ? NumberNames.NONE
                : transactions.inOne("read the names of numbers", dsl -> SelectNumberNames.fetch(dsl, calls));
    }

    @Override
    public Optional<Preview> preview(String name, List<AccountId> accounts, int most) {
        return transactions.inOne("read report " + name, dsl -> SelectPreview.fetch(dsl, name, accounts, most));
    }
}
