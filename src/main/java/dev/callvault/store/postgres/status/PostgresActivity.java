package dev.callvault.store.postgres.status;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;
import static dev.callvault.store.postgres.jooq.Tables.GAPS;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.postgres.listing.SelectCoverage;
import dev.callvault.store.postgres.reports.SelectHours;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.status.Activity;
import dev.callvault.store.status.Loss;
import java.time.Instant;
import java.util.List;
import java.util.Map;

public final class PostgresActivity implements Activity {
    private final Transactions transactions;

    public PostgresActivity(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Hour> hours(List<AccountId> accounts, TimeWindow window) {
        return transactions.inOne("count calls by the hour", dsl -> SelectHours.fetchActivity(dsl, accounts, window));
    }

    @Override
    public Map<AccountId, List<Hour>> hoursOfEach(List<AccountId> accounts, TimeWindow window) {
        return transactions.inOne(
                "count calls by the hour and account", dsl -> SelectHours.fetchOfEach(dsl, accounts, window));
    }

    @Override
    public Instant began(AccountId account) {
        return transactions.inOne(
                "read when the account was first archived",
                dsl -> dsl.select(ACCOUNTS.CREATED_AT)
                        .from(ACCOUNTS)
                        .where(ACCOUNTS.ACCOUNT_ID.eq(account.value()))
                        .fetchSingle(ACCOUNTS.CREATED_AT));
    }

    @Override
    public List<LogHour> logHours(AccountId account, TimeWindow window) {
        return transactions.inOne("count logs by the hour", dsl -> SelectHours.fetchLogs(dsl, account, window));
    }

    @Override
    public List<CoverageSpan> coverage(AccountId account, LogStream stream, TimeWindow window) {
        return transactions.inOne(
                "read the coverage of " + stream.label(),
                dsl -> SelectCoverage.fetchOverlapping(dsl, account, stream, window));
    }

    @Override
    public List<Loss<Gap>> gaps(AccountId account, TimeWindow window) {
        return transactions.inOne(
                "read the gaps",
                dsl -> SelectLosses.gaps(
                        dsl,
                        account,
                        GAPS.FROM_TIME.lt(window.end()).and(GAPS.TO_TIME.ge(window.start())),
                        GAPS.FROM_TIME.asc()));
    }
}
