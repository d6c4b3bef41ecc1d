package dev.callvault.redact;

import dev.callvault.call.Account;
import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import dev.callvault.progress.Progress;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.store.forget.StoredTexts;
import dev.callvault.store.forget.StoredTexts.StoredBody;
import dev.callvault.store.forget.StoredTexts.StoredLine;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.SessionTimes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Redacts stored data by the current rules. Works in batches, each in its own transaction, and can be stopped and
 * restarted at any time: redacted data does not change again. A redacted line is identical to what listing it now would
 * store, including its hash, so listing it again adds nothing.
 */
public final class RedactRun {
    private static final long BATCH_BYTES = 8L << 20;
    private static final int BATCH_LINES = 5000;

    private final Account account;
    private final StoredTexts store;
    private final SessionTimes sessionTimes;
    private final Redactor redactor;
    private final boolean isTrial;
    private final RedactionReport report;

    /** @param isTrial counts without changing anything */
    public RedactRun(
            Account account, StoredTexts store, SessionTimes sessionTimes, Redactor redactor, boolean isTrial) {
        this.account = account;
        this.store = store;
        this.sessionTimes = sessionTimes;
        this.redactor = redactor;
        this.isTrial = isTrial;
        this.report = new RedactionReport(account.name());
    }

    /** Processes all of the account's data once. */
    public RedactionReport run() {
        return run(Progress.NONE, 0);
    }

    /**
     * The same, and tells how far it is.
     *
     * @param logs how many there are, about
     */
    public RedactionReport run(Progress progress, long logs) {
        try (Progress.Part part = progress.begin("redacting logs of " + account.name(), "log")) {
            part.of(logs);
            bodies(part);
        }
        for (LogStream stream : List.of(LogStream.SESSIONS, LogStream.ERRORS)) {
            try (Progress.Part part = progress.begin("redacting " + stream.label() + " of " + account.name(), "line")) {
                lines(stream, part);
            }
        }
        store.unread(account.id()).forEach(this::redact);
        return report;
    }

    /** Text and reason are redacted as a log and its location are. */
    @SuppressWarnings("ReferenceEquality") // the same object means that nothing was found
    private void redact(KeptUnread row) {
        CallBody stored = new CallBody(Content.of(row.text().getBytes(StandardCharsets.UTF_8)), row.reason());
        CallBody redacted = redactor.body(stored);
        if (redacted != stored) {
            report.count("unread_rows", stored.redactions(), redacted.redactions());
            if (!isTrial) {
                String text = new String(redacted.content().bytes(), StandardCharsets.UTF_8);
                store.replace(account.id(), row, text, redacted.location());
            }
        }
    }

    private void bodies(Progress.Part part) {
        Optional<LogId> last = Optional.empty();
        for (List<StoredBody> batch = next(last); !batch.isEmpty(); batch = next(last)) {
            List<StoredBody> changed = new ArrayList<>();
            batch.forEach(it -> redact(it, changed));
            if (!isTrial && !changed.isEmpty()) {
                store.replace(account.id(), changed);
            }
            part.did(batch.size());
            last = Optional.of(batch.getLast().logId());
        }
    }

    private List<StoredBody> next(Optional<LogId> after) {
        return store.bodies(account.id(), after, BATCH_BYTES);
    }

    @SuppressWarnings("ReferenceEquality") // the same object means that nothing was found
    private void redact(StoredBody stored, List<StoredBody> changed) {
        CallBody redacted = redactor.body(stored.body());
        if (redacted != stored.body()) {
            changed.add(new StoredBody(stored.logId(), stored.startedAt(), redacted, stored.isQuarantined()));
            report.count(
                    stored.isQuarantined() ? "quarantine" : "bodies",
                    stored.body().redactions(),
                    redacted.redactions());
            report.log(stored.logId());
        }
    }

    private void lines(LogStream stream, Progress.Part part) {
        Optional<Instant> last = Optional.empty();
        for (List<StoredLine> batch = next(stream, last); !batch.isEmpty(); batch = next(stream, last)) {
            redact(stream, batch);
            part.did(batch.size());
            last = batch.getLast().at();
        }
        redact(stream, store.timelessLines(account.id(), stream));
    }

    private List<StoredLine> next(LogStream stream, Optional<Instant> after) {
        return store.lines(account.id(), stream, after, BATCH_LINES);
    }

    private void redact(LogStream stream, List<StoredLine> batch) {
        List<StoredLine> old = new ArrayList<>();
        List<RawLine> fresh = new ArrayList<>();
        for (StoredLine stored : batch) {
            RawLine redacted = redactor.line(stored.raw());
            if (!redacted.equals(stored.raw())) {
                old.add(stored);
                fresh.add(redacted);
                report.count(stream.label(), stored.raw().redactions(), redacted.redactions());
            }
        }
        if (!isTrial && !old.isEmpty()) {
            store.replace(account.id(), old.stream().map(StoredLine::key).toList(), refined(stream, fresh));
        }
    }

    private Rows refined(LogStream stream, List<RawLine> raw) {
        Lines lines = new Lines(account.zone());
        return stream == LogStream.SESSIONS
                ? new Rows.Sessions(lines.sessions(raw))
                : new Rows.Errors(lines.errors(raw, session -> sessionTimes.of(account.id(), session)));
    }
}
