package dev.callvault.store.postgres.search;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Deadline;
import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.postgres.sql.Places;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.search.CallDetails;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.CallSearch;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.FoundPage;
import dev.callvault.store.search.Neighbours;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

public final class PostgresCallSearch implements CallSearch {
    /** A person waits for the page, and a log search with few results could read all logs. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Fewer than the places for people, so that opening a page does not wait for searches. */
    private static final int SEARCHES = 2;

    /** A page says how many calls match, and which are around one, only if it can say so soon. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final String QUERY_CANCELED = "57014";

    private static final Duration TURN = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final LogReader reader;
    private final NumberReader numbers;
    private final Places searches = Places.of(SEARCHES, TURN);

    public PostgresCallSearch(Transactions transactions, LogReader reader, NumberReader numbers) {
        this.transactions = transactions;
        this.reader = reader;
        this.numbers = numbers;
    }

    @Override
    public FoundPage find(CallFilter filter) {
        SearchProgress progress = new SearchProgress();
        try {
            return FoundPage.whole(
                    filter.text().isPresent()
                            ? searches.take(
                                    "search the logs",
                                    () -> search(filter, filter.text().get(), progress))
                            : transactions.inOne(
                                    "search the calls",
                                    dsl -> SelectCalls.fetchMatching(
                                            dsl,
                                            Lookup.of(dsl, filter, numbers),
                                            DSL.noCondition(),
                                            filter.page().most(),
                                            Deadline.of(dsl, PATIENCE))));
        } catch (StoreFailure failure) {
            if (isCancelled(failure)) {
                return progress.page();
            }
            throw failure;
        }
    }

    private List<FoundCall> search(CallFilter filter, String text, SearchProgress progress) {
        return transactions.inOne("search the logs", dsl -> {
            progress.begin();
            return SelectCallsByText.fetch(
                    dsl, Lookup.of(dsl, filter, numbers), text, Deadline.of(dsl, PATIENCE), progress);
        });
    }

    private static boolean isCancelled(StoreFailure failure) {
        return failure.getCause() instanceof DataAccessException cause
                && cause.sqlState().equals(QUERY_CANCELED);
    }

    @Override
    public OptionalLong count(CallFilter filter, int most) {
        if (filter.text().isPresent()) {
            return OptionalLong.empty();
        }
        return soon("count the calls", dsl -> SelectCalls.count(dsl, Lookup.of(dsl, filter, numbers), most))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public List<ReadNumber> readings(CallFilter filter) {
        return filter.number()
                .map(it -> transactions.inOne(
                        "read how accounts read a number",
                        dsl -> WantedNumber.of(dsl, numbers, it, filter.accounts())
                                .readings()))
                .orElse(List.of());
    }

    @Override
    public Neighbours neighbours(FoundCall call) {
        return soon("read the calls around " + call.call().logId(), dsl -> SelectCalls.fetchNeighbours(dsl, call))
                .orElseGet(() -> new Neighbours(Optional.empty(), Optional.empty()));
    }

    /** What a page can do without; empty if it would take too long. */
    private <T> Optional<T> soon(String purpose, Function<DSLContext, T> work) {
        try {
            return Optional.of(transactions.inOne(purpose, dsl -> {
                Deadline unused = Deadline.of(dsl, SOON);
                return work.apply(dsl);
            }));
        } catch (StoreFailure failure) {
            if (isCancelled(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    @Override
    public Optional<CallDetails> details(AccountId account, LogId logId) {
        return transactions.inOne(
                "read call " + logId,
                dsl -> SelectCalls.fetchOne(dsl, account, logId).stream()
                        .findFirst()
                        .map(it -> SelectCallDetails.fetch(dsl, it)));
    }

    @Override
    public Optional<Content> body(AccountId account, LogId logId) {
        return transactions.inOne(
                "read log " + logId,
                dsl -> SelectCalls.fetchOne(dsl, account, logId).stream()
                        .findFirst()
                        .flatMap(it -> SelectCallDetails.fetchContent(dsl, it, reader)));
    }
}
