package dev.callvault.store.forget;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How long everything is kept, and what that is judged by.
 *
 * @param terms of every kind
 * @param now by the database's clock, to the second
 * @param lastSuccess when a run last succeeded, in which the provider's clock agreed with the node's; empty before the first
 * @param isEmpty whether the archive holds no record at all
 */
public record KeepState(Map<RecordKind, KeepTerm> terms, Instant now, Optional<Instant> lastSuccess, boolean isEmpty) {
    public KeepState {
        terms = Map.copyOf(terms);
    }

    public KeepTerm term(RecordKind kind) {
        return Objects.requireNonNullElse(terms.get(kind), KeepTerm.FOREVER);
    }
}
