package dev.callvault.archive.listing;

import dev.callvault.call.Account;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.ListingStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records time that passed the provider's horizon before it was proven or audited again. Made for one run. */
final class LostTime {
    private static final Logger LOG = LoggerFactory.getLogger(LostTime.class);

    private final Account account;
    private final LogStream stream;
    private final ListingStore store;
    /** The horizon is not exact, so time is requested once more before it is called lost. */
    private final Consumer<TimeWindow> lastTry;

    private final Instant now;

    LostTime(Account account, LogStream stream, ListingStore store, Consumer<TimeWindow> lastTry, Instant now) {
        this.account = account;
        this.stream = stream;
        this.store = store;
        this.lastTry = lastTry;
        this.now = now;
    }

    /**
     * Records newly lost time.
     *
     * @param ledger the spans that the provider still retains
     * @param lastSuccess when the stream was last listed without a failure
     * @return the number of new gaps that nobody has acknowledged
     */
    int writeDown(List<CoverageSpan> ledger, Optional<Instant> lastSuccess) {
        List<TimeWindow> unsettled = store.unsettled(account.id(), stream, Horizon.sure(stream, now));
        int unproven = writeDown(unsettled, "expired at the provider before it was proven");
        Optional<Instant> until =
                lastSuccess.or(() -> unsettled.stream().findFirst().map(TimeWindow::start));
        List<TimeWindow> unseen = until.flatMap(it -> Horizon.unseen(it, auditedFrom(ledger))).stream()
                .flatMap(this::sinceTheBeginning)
                .toList();
        return unproven
                + writeDown(unseen, "expired at the provider before it was checked again: late calls may be missing");
    }

    /** A partly retained span cannot be audited. */
    private long auditedFrom(List<CoverageSpan> ledger) {
        long sure = Horizon.sure(stream, now).getEpochSecond();
        return ledger.stream()
                .filter(CoverageSpan::proven)
                .map(CoverageSpan::window)
                .filter(it -> it.from() < sure && sure < it.to())
                .mapToLong(TimeWindow::to)
                .findFirst()
                .orElse(sure);
    }

    private Stream<TimeWindow> sinceTheBeginning(TimeWindow window) {
        Optional<Instant> beginning = store.beginning(account.id(), stream);
        long from =
                Math.max(window.from(), beginning.map(Instant::getEpochSecond).orElse(window.to()));
        return from < window.to() ? Stream.of(new TimeWindow(from, window.to())) : Stream.empty();
    }

    private int writeDown(List<TimeWindow> windows, String reason) {
        windows.forEach(lastTry);
        int recorded = store.recordLostTime(account.id(), stream, windows, reason, now);
        if (recorded > 0) {
            LOG.error("{} of {}: lost {}: {}", stream.label(), account.name(), windows, reason);
        }
        return recorded;
    }
}
