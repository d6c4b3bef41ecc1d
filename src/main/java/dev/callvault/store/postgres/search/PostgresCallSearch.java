package dev.callvault.store.postgres.search;

import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.store.postgres.sql.Deadline;
import dev.callvault.store.postgres.sql.LogReader;
import dev.callvault.store.postgres.sql.Places;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.search.CallDetails;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.CallSearch;
import dev.callvault.store.search.FoundCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.impl.DSL;

public final class PostgresCallSearch implements CallSearch {
    /** A person waits for the page, and a log search with few results could read all logs. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Fewer than the places for people, so that opening a page does not wait for searches. */
    private static final int SEARCHES = 2;

    private static final Duration TURN = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final LogReader reader;
    private final Places searches = Places.of(SEARCHES, TURN);

    public PostgresCallSearch(Transactions transactions, LogReader reader) {
        this.transactions = transactions;
        this.reader = reader;
    }

    @Override
    public List<FoundCall> find(CallFilter filter) {
        return filter.text()
                .map(text -> searches.take("search the logs", () -> search(filter, text)))
                .orElseGet(() -> transactions.inOne("search the calls", dsl -> {
                    Deadline unused = Deadline.of(dsl, PATIENCE);
                    return SelectCalls.fetchMatching(
                            dsl, filter, DSL.noCondition(), filter.page().most());
                }));
    }

    private List<FoundCall> search(CallFilter filter, String text) {
        return transactions.inOne(
                "search the logs", dsl -> SelectCallsByText.fetch(dsl, filter, text, Deadline.of(dsl, PATIENCE)));
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
