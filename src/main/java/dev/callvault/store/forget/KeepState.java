package dev.callvault.store.forget;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How long everything is kept, and the facts this is judged by.
 *
 * @param terms for every kind
 * @param now by the database's clock, to the second
 * @param lastSuccess when a listing last succeeded, in which another clock agreed with the node's; empty before the first.
 *     A round of logs does not count: it may ask nothing, and so be told no time
 * @param isEmpty whether the archive holds no records
 */
public record KeepState(Map<RecordKind, KeepTerm> terms, Instant now, Optional<Instant> lastSuccess, boolean isEmpty) {
    public KeepState {
        terms = Map.copyOf(terms);
    }

    public KeepTerm term(RecordKind kind) {
        return Objects.requireNonNullElse(terms.get(kind), KeepTerm.FOREVER);
    }
}
