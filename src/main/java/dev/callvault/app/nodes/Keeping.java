package dev.callvault.app.nodes;

import dev.callvault.config.InvalidSettings;
import dev.callvault.config.KeepSettings;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.DeletionStore;
import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeepStore;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.KeptSince;
import dev.callvault.store.forget.RecordKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Reports how long records are kept, and puts the configured periods into force when somebody confirms them. */
public final class Keeping {
    private static final int MAX_TRIES = 20;

    private final KeepSettings configured;
    private final KeepStore keep;
    private final DeletionStore forgetting;
    private final Supplier<Agreement> agreement;
    private final InstantSource clock;

    /** @param agreement of the live nodes and this configuration */
    public Keeping(
            KeepSettings configured,
            KeepStore keep,
            DeletionStore forgetting,
            Supplier<Agreement> agreement,
            InstantSource clock) {
        this.configured = configured;
        this.keep = keep;
        this.forgetting = forgetting;
        this.agreement = agreement;
        this.clock = clock;
    }

    public KeepReport report() {
        KeepState state = keep.read();
        Optional<Instant> today = Retention.today(state, clock.instant());
        return new KeepReport(
                Arrays.stream(RecordKind.values())
                        .map(it -> report(it, state.term(it), today))
                        .toList(),
                differences());
    }

    /**
     * From when records are kept by the periods in force; in an archive that no node has used yet, by the configured ones.
     * What is older would be deleted at once.
     */
    public KeptSince keptSince() {
        KeepState state = keep.read();
        Instant today = Retention.today(state, clock.instant()).orElseGet(clock::instant);
        return new KeptSince(
                since(state, RecordKind.CALLS, today),
                since(state, RecordKind.BODIES, today),
                since(state, RecordKind.SESSIONS, today),
                since(state, RecordKind.ERRORS, today));
    }

    private Optional<Instant> since(KeepState state, RecordKind kind, Instant today) {
        return Retention.before(
                today, state.terms().containsKey(kind) ? state.term(kind).inForce() : configured(kind));
    }

    private KeepReport.OfKind report(RecordKind kind, KeepTerm term, Optional<Instant> today) {
        KeepPeriod configured = configured(kind);
        Optional<Instant> since =
                term.waiting().filter(it -> it.keep().equals(configured)).map(KeepTerm.Waiting::since);
        return new KeepReport.OfKind(
                kind,
                configured,
                term.inForce(),
                since,
                since.map(it -> it.plus(KeepPolicy.STANDS)),
                today.flatMap(it -> Retention.before(it, configured)).map(it -> keep.older(kind, it)));
    }

    private KeepPeriod configured(RecordKind kind) {
        return SharedSettings.period(configured, kind);
    }

    private List<Difference> differences() {
        return agreement.get().differences().stream()
                .filter(it -> it.setting().startsWith("keep."))
                .toList();
    }

    /**
     * Puts the configured periods into force, and deletes what is older.
     *
     * @param deleted told how many records each batch deleted
     * @throws InvalidSettings while a live node has another period
     */
    public DeletedRecords apply(LongConsumer deleted) {
        List<Difference> differences = differences();
        if (!differences.isEmpty()) {
            throw new InvalidSettings(
                    differences.stream().map(Difference::toString).toList());
        }
        Map<RecordKind, KeepTerm> confirmed = new EnumMap<>(RecordKind.class);
        for (RecordKind kind : RecordKind.values()) {
            confirmed.put(kind, confirm(kind));
        }
        KeepState state = keep.read();
        return Retention.applyConfirmed(
                forgetting,
                new KeepState(confirmed, state.now(), state.lastSuccess(), state.isEmpty()),
                clock.instant(),
                () -> agreement.get().isOneOnKeep(),
                deleted);
    }

    /** A node's beat may change the term at the same time; the confirmation comes after it. */
    private KeepTerm confirm(RecordKind kind) {
        KeepTerm confirmed = KeepTerm.of(configured(kind));
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            KeepTerm before = keep.read().term(kind);
            if (before.equals(confirmed) || keep.change(kind, before, confirmed)) {
                return confirmed;
            }
        }
        throw new StoreFailure(
                "keep." + kind.label() + " keeps being changed by other processes",
                "Run 'callvault keep' to see its current state.",
                new IllegalStateException("changed " + MAX_TRIES + " times in the meantime"));
    }
}
