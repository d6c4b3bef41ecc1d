package dev.callvault.store.memory;

import dev.callvault.call.AccountId;
import dev.callvault.call.Acknowledgement;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.ListingStore;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.Written;
import dev.callvault.store.status.LossId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MemoryListingStore implements ListingStore {
    private final MemoryArchive archive;

    MemoryListingStore(MemoryArchive archive) {
        this.archive = archive;
    }

    private MemoryLedger ledger(AccountId account, LogStream stream) {
        return archive.of(account).ledger(stream);
    }

    @Override
    public Written save(AccountId account, Listing listed) {
        synchronized (archive) {
            Written change = archive.of(account).write(listed.rows(), listed.listedAt());
            int absent = archive.of(account).absent(listed.rows());
            Listing listing = absent == 0 ? listed : listed.without(absent);
            Written written = new Written(change.inserted(), change.updated(), absent);
            MemoryLedger ledger = ledger(account, listing.rows().stream());
            ledger.replace(listing.spans(), listing.listedAt());
            archive.of(account).doubts(listing.rows().stream()).keep(listing);
            ledger.advance();
            return written;
        }
    }

    @Override
    public List<CoverageSpan> coverage(AccountId account, LogStream stream, TimeWindow window) {
        synchronized (archive) {
            return ledger(account, stream).overlapping(window);
        }
    }

    @Override
    public List<TimeWindow> unsettled(AccountId account, LogStream stream, Instant before) {
        synchronized (archive) {
            return ledger(account, stream).unsettled(before.getEpochSecond());
        }
    }

    @Override
    public List<TimeWindow> acknowledged(AccountId account, LogStream stream) {
        synchronized (archive) {
            return List.copyOf(archive.of(account).marks.unproven(stream).keySet());
        }
    }

    @Override
    public Optional<Instant> beginning(AccountId account, LogStream stream) {
        synchronized (archive) {
            return ledger(account, stream).beginning();
        }
    }

    @Override
    public int recordLostTime(
            AccountId account, LogStream stream, List<TimeWindow> lost, String reason, Instant detectedAt) {
        synchronized (archive) {
            if (lost.isEmpty()) {
                return 0;
            }
            MemoryLedger ledger = ledger(account, stream);
            MemoryMarks marks = archive.of(account).marks;
            Map<TimeWindow, Acknowledgement> known = marks.unproven(stream);
            int recorded = ledger.lose(lost, known.keySet(), reason, detectedAt);
            known.forEach((window, how) -> ledger.lost().stream()
                    .filter(it -> window.from() <= it.from() && it.to() <= window.to())
                    .forEach(it -> marks.acknowledge(new MemoryMarks.Key(LossId.Kind.LOST, stream.label(), it), how)));
            archive.of(account).doubts(stream).forget();
            ledger.advance();
            return recorded;
        }
    }

    @Override
    public void withdrawAfter(AccountId account, LogStream stream, Instant now) {
        synchronized (archive) {
            ledger(account, stream).withdrawAfter(now);
        }
    }

    @Override
    public Optional<WindowLimit> windowLimit(AccountId account, LogStream stream, WindowLimit.Question question) {
        synchronized (archive) {
            return Optional.ofNullable(archive.of(account).doubts(stream).limits.get(question));
        }
    }

    @Override
    public void limitWindows(
            AccountId account, LogStream stream, WindowLimit.Question question, Optional<WindowLimit> limit) {
        synchronized (archive) {
            Map<WindowLimit.Question, WindowLimit> limits = archive.of(account).doubts(stream).limits;
            limit.ifPresentOrElse(it -> limits.put(question, it), () -> limits.remove(question));
        }
    }

    @Override
    public void compactCoverage(Instant before) {
        synchronized (archive) {
            archive.all().forEach(it -> it.ledgers.values().forEach(ledger -> ledger.compact(before.getEpochSecond())));
        }
    }
}
