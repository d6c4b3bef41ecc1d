package dev.callvault.store.postgres.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.number.NumberReader;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.Written;
import dev.callvault.store.postgres.numbers.AccountNumbers;
import dev.callvault.store.postgres.sql.Places;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

public final class PostgresListingStore implements ListingStore {
    private final Transactions transactions;
    private final Places lists;
    private final NumberReader numbers;

    /** @param lists limits lines, of which there may be a year; calls are stored at once, since their logs expire */
    public PostgresListingStore(Transactions transactions, Places lists, NumberReader numbers) {
        this.transactions = transactions;
        this.lists = lists;
        this.numbers = numbers;
    }

    @Override
    public Written save(AccountId account, Listing listing) {
        String purpose = "store a listing of " + listing.rows().stream().label();
        return listing.rows() instanceof Rows.Calls
                ? save(purpose, account, listing)
                : lists.take(purpose, () -> save(purpose, account, listing));
    }

    private Written save(String purpose, AccountId account, Listing listed) {
        LogStream stream = listed.rows().stream();
        return transactions.inOne(purpose, dsl -> {
            Written change = upsert(dsl, account, listed);
            TakeOverImported.execute(dsl, account, listed.rows());
            boolean isSure = listed.rows() instanceof Rows.Calls && change.absent() == 0;
            int absent = isSure ? 0 : CountAbsent.fetch(dsl, account, listed.rows());
            Listing listing = absent == 0 ? listed : listed.without(absent);
            Written written = new Written(change.inserted(), change.updated(), absent);
            ReplaceCoverage.execute(dsl, account, stream, listing.spans(), listing.listedAt());
            if (!listing.spans().isEmpty()) {
                ForgetUnproven.execute(dsl, account, stream);
                KeepDoubts.execute(dsl, account, stream, listing);
            }
            AdvanceWatermark.execute(dsl, account, stream, listing.listedAt());
            return written;
        });
    }

    private Written upsert(DSLContext dsl, AccountId account, Listing listing) {
        AccountNumbers read = AccountNumbers.of(dsl, account, numbers);
        return switch (listing.rows()) {
            case Rows.Calls calls -> UpsertCalls.execute(dsl, account, read, calls.list(), listing.listedAt());
            case Rows.Sessions sessions ->
                UpsertSessions.execute(dsl, account, read, sessions.list(), listing.listedAt());
            case Rows.Errors errors -> UpsertErrors.execute(dsl, account, read, errors.list(), listing.listedAt());
        };
    }

    @Override
    public List<CoverageSpan> coverage(AccountId account, LogStream stream, TimeWindow window) {
        return transactions.inOne(
                "read the coverage of " + stream.label(),
                dsl -> SelectCoverage.fetchOverlapping(dsl, account, stream, window));
    }

    @Override
    public List<TimeWindow> unsettled(AccountId account, LogStream stream, Instant before) {
        return transactions.inOne(
                "read the coverage of " + stream.label(), dsl -> SelectUnsettled.fetch(dsl, account, stream, before));
    }

    @Override
    public List<TimeWindow> acknowledged(AccountId account, LogStream stream) {
        return transactions.inOne(
                "read acknowledged time", dsl -> SelectDoubts.fetchAcknowledged(dsl, account, stream));
    }

    @Override
    public Optional<Instant> beginning(AccountId account, LogStream stream) {
        return transactions.inOne(
                "read the coverage of " + stream.label(), dsl -> SelectCoverage.fetchBeginning(dsl, account, stream));
    }

    @Override
    public int recordLostTime(
            AccountId account, LogStream stream, List<TimeWindow> lost, String reason, Instant detectedAt) {
        if (lost.isEmpty()) {
            return 0;
        }
        return transactions.inOne("record lost time", dsl -> {
            int recorded = InsertLostTime.execute(dsl, account, stream, lost, reason, detectedAt);
            ForgetUnproven.execute(dsl, account, stream);
            KeepDoubts.forget(dsl, account, stream);
            AdvanceWatermark.execute(dsl, account, stream, detectedAt);
            return recorded;
        });
    }

    @Override
    public void withdrawAfter(AccountId account, LogStream stream, Instant now) {
        transactions.run("withdraw what lies in the future", dsl -> {
            WithdrawFuture.execute(dsl, account, stream, now);
            AdvanceWatermark.execute(dsl, account, stream, now);
        });
    }

    @Override
    public Optional<WindowLimit> windowLimit(AccountId account, LogStream stream, WindowLimit.Question question) {
        return transactions.inOne(
                "read the provider's limits", dsl -> WindowLimits.fetch(dsl, account, stream, question));
    }

    @Override
    public void limitWindows(
            AccountId account, LogStream stream, WindowLimit.Question question, Optional<WindowLimit> limit) {
        transactions.run(
                "store the provider's limits", dsl -> WindowLimits.execute(dsl, account, stream, question, limit));
    }

    @Override
    public void compactCoverage(Instant before) {
        String purpose = "compact the coverage ledger";
        transactions
                .inOne(purpose, CompactCoverage::ledgers)
                .forEach(ledger -> transactions.run(purpose, dsl -> CompactCoverage.execute(dsl, ledger, before)));
    }
}
