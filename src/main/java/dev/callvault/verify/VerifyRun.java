package dev.callvault.verify;

import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.guard.ClockGuard;
import dev.callvault.archive.guard.RedactedSource;
import dev.callvault.archive.listing.Inquiry;
import dev.callvault.archive.listing.Reach;
import dev.callvault.archive.listing.StreamSnapshot;
import dev.callvault.archive.listing.StreamSource;
import dev.callvault.archive.listing.StreamSources;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.ClockWrong;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.Account;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.progress.Progress;
import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.listing.WindowLimit;
import dev.callvault.store.listing.WindowLimit.Question;
import dev.callvault.store.proof.BodyProofStore;
import dev.callvault.store.proof.ProofStore;
import dev.callvault.store.proof.SpanRows;
import dev.callvault.store.status.CallConflict;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.Losses;
import dev.callvault.store.status.StatusStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares one account's archive with itself and with the provider, and writes nothing; only a repair does, through the
 * ordinary runs. Never throws because of the provider or the database; the report says what ended it.
 */
public final class VerifyRun {
    /** How many logs are rehashed, unless all are. */
    private static final long HASHED = 500;

    private final AccountParts parts;
    private final Proofs proofs;
    private final ArchiveSettings settings;
    private final InstantSource clock;
    private final Progress progress;
    private final StreamSources streamSources;

    public VerifyRun(AccountParts parts, Proofs proofs, ArchiveSettings settings, InstantSource clock) {
        this(parts, proofs, settings, clock, Progress.NONE);
    }

    /** Tells how far it is. */
    public VerifyRun(
            AccountParts parts, Proofs proofs, ArchiveSettings settings, InstantSource clock, Progress progress) {
        this.parts = parts;
        this.proofs = proofs;
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
        this.streamSources = new StreamSources(
                new ClockGuard(new RedactedSource(parts.source(), parts.redactor()), parts.time(clock)),
                parts.lines(),
                parts.stores().sessionTimes(),
                parts.account().id());
    }

    /** The stores that describe the archive. */
    public record Proofs(ProofStore lists, BodyProofStore bodies, StatusStore status) {}

    /** Compares without changing anything. */
    public VerifyReport verify(VerifyScope scope) {
        long before = requests();
        List<StreamVerification> verifications = new ArrayList<>();
        BodyComparison comparison = new BodyComparison(parts.source(), parts.redactor()::body);
        long hashed = 0;
        List<Loss<CallConflict>> conflicts = List.of();
        Optional<Failure> failure = Optional.empty();
        try {
            conflicts = losses().conflicts();
            for (LogStream stream : LogStream.values()) {
                try (Progress.Part part = begin("comparing " + stream.label(), "request")) {
                    long asked = requests();
                    part.follow(() -> requests() - asked);
                    verifications.add(verification(streamSources.of(stream), scope));
                }
            }
            try (Progress.Part part = begin("fetching logs again", "log")) {
                part.of(scope.bodies());
                part.follow(comparison::fetched);
                comparison.compare(proofs.bodies(), account().id(), clock.instant(), scope.bodies());
            }
            BodyProofStore.Hashed hashes = hashes(scope);
            hashed = hashes.checked();
            verifications.add(bodies(hashes.damaged(), comparison.different()));
        } catch (SourceFailure broken) {
            failure = Optional.of(Failure.of(broken));
        } catch (StoreFailure broken) {
            failure = Optional.of(Failure.of(broken));
        } catch (ClockWrong wrong) {
            failure = Optional.of(Failure.of(wrong));
        }
        return new VerifyReport(
                account().name(),
                verifications,
                comparison.checks(hashed),
                conflicts,
                requests() - before,
                Optional.empty(),
                failure);
    }

    /**
     * Compares, has the ordinary runs list and fetch what differs, and compares again.
     *
     * @param run over the same account
     * @param patience how long to wait for another run over the same stream
     */
    public VerifyReport repair(VerifyScope scope, ArchiveRun run, Duration patience) {
        VerifyReport found = verify(scope);
        if (found.failure().isPresent()) {
            return found;
        }
        try {
            RunReport repaired = new Repair(parts, run, clock, patience).of(found);
            return verify(scope).after(repaired, found.requests() + repaired.requests());
        } catch (StoreFailure broken) {
            return found.failed(Failure.of(broken));
        }
    }

    private Progress.Part begin(String what, String noun) {
        return progress.begin(what + " of " + account().name(), noun);
    }

    private BodyProofStore.Hashed hashes(VerifyScope scope) {
        try (Progress.Part part = begin("hashing logs", "log")) {
            if (scope.deep()) {
                part.of(proofs.bodies().archived(account().id()));
            }
            return proofs.bodies().hash(account().id(), scope.deep() ? Long.MAX_VALUE : HASHED, part::did);
        }
    }

    private <T> StreamVerification verification(StreamSource<T> streamSource, VerifyScope scope) {
        Instant now = clock.instant();
        StreamSnapshot snapshot = snapshot(streamSource.stream(), now);
        StreamQuestions<T> questions = new StreamQuestions<>(
                new Inquiry<>(streamSource, question -> memory(streamSource.stream(), question), now));
        ProviderSnapshot answers = questions.totals(snapshot, window -> ledger(streamSource.stream(), window));
        if (scope.deep()) {
            RowComparison rows = new RowComparison(proofs.lists(), account().id());
            answers = questions.rows(snapshot, snapshot.retained(), rows, answers);
        }
        return StreamClassifier.of(streamSource.stream(), snapshot, answers);
    }

    private StreamSnapshot snapshot(LogStream stream, Instant now) {
        List<SpanRows> spans = proofs.lists().spans(account().id(), stream);
        Losses losses = losses(); // later than the spans: what is lost meanwhile is told twice rather than not at all
        List<Gap> gaps = new ArrayList<>();
        Map<TimeWindow, String> reasons = new HashMap<>();
        Set<TimeWindow> acknowledged = new HashSet<>();
        losses.gaps().stream()
                .filter(it -> it.what().stream().equals(stream.label()))
                .forEach(it -> {
                    gaps.add(it.what());
                    note(it, TimeWindow.between(it.what().from(), it.what().to()), acknowledged);
                });
        losses.unproven().stream()
                .filter(it -> it.what().stream().equals(stream.label()))
                .forEach(it -> {
                    reasons.put(it.what().window(), it.what().why());
                    note(it, it.what().window(), acknowledged);
                });
        long untimed = proofs.lists().untimed(account().id(), stream);
        return StreamSnapshot.of(
                stream,
                new StreamSnapshot.Known(spans, untimed, gaps, reasons, acknowledged),
                settings.openWindow(),
                now);
    }

    private static void note(Loss<?> loss, TimeWindow window, Set<TimeWindow> acknowledged) {
        if (!loss.isOpen()) {
            acknowledged.add(window);
        }
    }

    /** Uses what runs have learnt, and stores nothing learnt here. */
    private Reach.Memory memory(LogStream stream, Question question) {
        return new Reach.Memory() {
            @Override
            public Optional<WindowLimit> read() {
                return parts.stores().listings().windowLimit(account().id(), stream, question);
            }

            @Override
            public void write(Optional<WindowLimit> limit) {}
        };
    }

    private List<CoverageSpan> ledger(LogStream stream, TimeWindow window) {
        return parts.stores().listings().coverage(account().id(), stream, window);
    }

    private StreamVerification bodies(List<LogId> damaged, List<LogId> different) {
        Map<LogId, String> doubted = new LinkedHashMap<>();
        different.forEach(it -> doubted.put(it, LogClassifier.DIFFERENT));
        damaged.forEach(it -> doubted.put(it, LogClassifier.DAMAGED));
        proofs.bodies().missing(account().id()).forEach(it -> doubted.put(it, LogClassifier.MISSING));
        return LogClassifier.of(
                proofs.bodies().archived(account().id()),
                proofs.bodies().unarchived(account().id()),
                doubted,
                acknowledgedLogs(losses()));
    }

    /** Lost logs that people know of; several calls may have had one number. */
    private static Set<LogId> acknowledgedLogs(Losses losses) {
        Set<LogId> logs = logs(losses.acknowledged());
        logs.removeAll(logs(losses.open()));
        return logs;
    }

    private static Set<LogId> logs(Losses losses) {
        return losses.gaps().stream()
                .flatMap(it -> Stream.ofNullable(it.what().logId()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Losses losses() {
        return proofs.status().losses(account().id());
    }

    private Account account() {
        return parts.account();
    }

    private long requests() {
        return Arrays.stream(CallService.values())
                .mapToLong(parts.requests()::requests)
                .sum();
    }
}
