package dev.callvault.store.postgres.proof;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.postgres.sql.SelectForgotten;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.proof.ProofStore;
import dev.callvault.store.proof.SpanRows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

public final class PostgresProofStore implements ProofStore {
    private final Transactions transactions;

    public PostgresProofStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<SpanRows> spans(AccountId account, LogStream stream) {
        return transactions.patiently(
                "count the rows of " + stream.label(), dsl -> SelectSpanRows.fetch(dsl, account, stream));
    }

    @Override
    public Set<Object> forgotten(AccountId account, Rows listed) {
        return transactions.patiently("read the tombstones", dsl -> SelectForgotten.fetch(dsl, account, listed));
    }

    @Override
    public long untimed(AccountId account, LogStream stream) {
        return transactions.patiently(
                "count the rows of " + stream.label(), dsl -> SelectSpanRows.fetchUntimed(dsl, account, stream));
    }

    @Override
    public List<CallSummary> calls(AccountId account, TimeWindow window, Collection<LogId> also) {
        return transactions.patiently("read calls", dsl -> SelectCallsOf.fetch(dsl, account, window, also));
    }

    @Override
    public Map<LineKey, RawLine> lines(
            AccountId account, LogStream stream, TimeWindow window, Collection<LineKey> also) {
        return transactions.patiently(
                "read " + stream.label(), dsl -> SelectLinesOf.fetch(dsl, account, stream, window, also));
    }
}
