package dev.callvault.app.nodes;

import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.DeletionStore;
import dev.callvault.store.forget.KeepPeriod;
import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeptSince;
import dev.callvault.store.forget.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than the period in force. Of all times that this node is told, age is measured from the earliest: its
 * own clock's, the database's, and that of the last successful listing, in which another clock agreed with it. So no clock
 * that runs fast can empty the archive. Without a person's confirmation, a day deletes only so much.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration BEYOND_LAST_SUCCESS = Duration.ofDays(2);
    private static final DeletedRecords NOTHING = new DeletedRecords(0, 0, 0, 0, 0, 0);

    private Retention() {}

    /**
     * Deletes what is older than the periods in force.
     *
     * @param goesOn asked before every batch; if it says no, the rest is left
     */
    public static DeletedRecords apply(DeletionStore forgetting, KeepState keep, Instant now, BooleanSupplier goesOn) {
        return apply(keep, now, (since, today) -> forgetting.deleteSomeOlder(since, today, goesOn));
    }

    /** The same after a person's confirmation: deletes however much it is, and mends marks that lie in the future. */
    static DeletedRecords applyConfirmed(
            DeletionStore forgetting, KeepState keep, Instant now, BooleanSupplier goesOn, LongConsumer deleted) {
        forgetting.withdrawKeptSinceAfter(earlier(keep.now(), now));
        return apply(keep, now, (since, today) -> forgetting.deleteOlder(since, today, goesOn, deleted));
    }

    private static DeletedRecords apply(
            KeepState keep, Instant now, BiFunction<KeptSince, Instant, DeletedRecords> delete) {
        Optional<Instant> today = today(keep, now);
        if (isForEver(keep) || today.isEmpty()) {
            return NOTHING;
        }
        DeletedRecords forgotten = delete.apply(since(keep, today.get()), today.get());
        if (!forgotten.isNothing()) {
            LOG.info(
                    "deleted by age: calls {}, whole months of logs {}, other logs {}, session lines {}, error lines {}; held {}",
                    forgotten.calls(),
                    forgotten.months(),
                    forgotten.bodies(),
                    forgotten.sessions(),
                    forgotten.errors(),
                    forgotten.held());
        }
        return forgotten;
    }

    /** The time from which age is measured; empty before a listing has succeeded. */
    static Optional<Instant> today(KeepState keep, Instant now) {
        return keep.lastSuccess().map(it -> earlier(it.plus(BEYOND_LAST_SUCCESS), earlier(keep.now(), now)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static boolean isForEver(KeepState keep) {
        return Arrays.stream(RecordKind.values())
                .allMatch(it -> keep.term(it).inForce().equals(KeepPeriod.FOREVER));
    }

    private static KeptSince since(KeepState keep, Instant today) {
        return new KeptSince(
                before(today, keep.term(RecordKind.CALLS).inForce()),
                before(today, keep.term(RecordKind.BODIES).inForce()),
                before(today, keep.term(RecordKind.SESSIONS).inForce()),
                before(today, keep.term(RecordKind.ERRORS).inForce()));
    }

    /** Records from before this time are deleted; empty when all are kept. */
    static Optional<Instant> before(Instant today, KeepPeriod keep) {
        return keep.period().map(it -> today.atOffset(ZoneOffset.UTC).minus(it).toInstant());
    }
}
