package dev.callvault.imports;

import dev.callvault.call.Account;
import dev.callvault.progress.Progress;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.imports.ImportStore;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.listing.SessionTimes;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What both passes of an import share.
 *
 * @param keys what a trial would have stored
 * @param left the calls that were left out, whose logs are left out, too
 * @param unreadable is told what cannot be read
 */
record Import(
        Account account,
        Parts parts,
        ImportTerms terms,
        ImportReport report,
        KeySet keys,
        Map<Fate, KeySet> left,
        Consumer<Unreadable> unreadable,
        Progress.Part progress) {
    /** What an import needs of the archive. */
    record Parts(ImportStore store, SessionTimes sessionTimes, Lines lines, Redactor redactor) {}

    /** Counts a record; in a trial, one with a key that would be stored by then is there. */
    void count(RecordKind kind, Fate fate, long key) {
        boolean isThere = fate == Fate.NEW && terms.isTrial() && !keys.add(key);
        report.count(kind, isThere ? Fate.THERE : fate, 1);
        if (kind == RecordKind.CALLS && (fate == Fate.ERASED || fate == Fate.TOO_OLD)) {
            var unused = left.computeIfAbsent(fate, it -> new KeySet()).add(key);
        }
        progress.did(1);
        if (Thread.currentThread().isInterrupted()) {
            throw new Stopped();
        }
    }

    void unreadable(String file, long line, String reason) {
        report.oneUnreadable();
        unreadable.accept(new Unreadable(
                file,
                line,
                parts.redactor()
                        .text(reason)
                        .replaceAll("[\\p{Cntrl}\\s]+", " ")
                        .strip()));
    }

    /** Somebody asked the program to stop. What is stored stays. */
    static final class Stopped extends RuntimeException {}
}
