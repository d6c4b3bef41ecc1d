package dev.callvault.verify;

import dev.callvault.archive.listing.Horizon;
import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.source.CallSource;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.proof.BodyProofStore;
import dev.callvault.store.proof.BodyProofStore.StoredBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Fetches a sample of logs again and compares them with the stored ones by hash. Made for one verification. */
final class BodyComparison {
    private final CallSource source;
    private final UnaryOperator<CallBody> refinement;
    private final List<LogId> different = new ArrayList<>();
    private final AtomicLong fetched = new AtomicLong();
    private long gone;
    private long failed;

    /** @param refinement what is done to a log before it is stored, and so before it can be compared */
    BodyComparison(CallSource source, UnaryOperator<CallBody> refinement) {
        this.source = source;
        this.refinement = refinement;
    }

    /**
     * Compares logs that the provider still has.
     *
     * @throws SourceFailure when the failure is not about a single log, as with a refused login
     */
    void compare(BodyProofStore store, AccountId account, Instant now, int most) {
        Instant since = Horizon.sure(LogStream.CALLS, now);
        if (most > 0) {
            store.sample(account, since, most).forEach(this::compare);
        }
    }

    private void compare(StoredBody stored) {
        long unused = fetched.incrementAndGet();
        try {
            CallBody body = refinement.apply(source.fetchLog(stored.logId()));
            if (!HexFormat.of().formatHex(body.content().sha256()).equals(stored.sha256())) {
                different.add(stored.logId());
            }
        } catch (SourceFailure.NotThere | SourceFailure.Refused none) {
            gone++;
        } catch (SourceFailure.Unreadable
                | SourceFailure.Forbidden
                | SourceFailure.Unreachable
                | SourceFailure.ServerTrouble
                | SourceFailure.TimedOut
                | SourceFailure.TooLarge trouble) {
            failed++;
        }
    }

    /** How many were fetched so far. For any thread. */
    long fetched() {
        return fetched.get();
    }

    /** Logs that the provider now returns with different content. */
    List<LogId> different() {
        return different.stream().sorted().toList();
    }

    BodyChecks checks(long hashed) {
        return new BodyChecks(hashed, fetched.get(), fetched.get() - different.size() - gone - failed, gone, failed);
    }
}
