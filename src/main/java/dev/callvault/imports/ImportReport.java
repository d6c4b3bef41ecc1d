package dev.callvault.imports;

import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.Fate;
import java.util.EnumMap;
import java.util.Map;

/** What an import did, or would do, counted. For one thread. */
public final class ImportReport {
    private final Map<RecordKind, Map<Fate, Long>> rows = new EnumMap<>(RecordKind.class);
    private long files;
    private long unreadable;
    private long ofOthers;
    private long leftOut;
    private boolean isWhole = true;

    /** How many records of a kind have this fate. */
    public long count(RecordKind kind, Fate fate) {
        return rows.getOrDefault(kind, Map.of()).getOrDefault(fate, 0L);
    }

    /** How many files were read. */
    public long files() {
        return files;
    }

    /** How much could not be read: files, answers, rows and logs. */
    public long unreadable() {
        return unreadable;
    }

    /** Rows of exports that belong to other accounts. */
    public long ofOthers() {
        return ofOthers;
    }

    /** Rows of exports that hold no records. */
    public long leftOut() {
        return leftOut;
    }

    /** Whether it was not stopped before its end. */
    public boolean isWhole() {
        return isWhole;
    }

    void count(RecordKind kind, Fate fate, long more) {
        rows.computeIfAbsent(kind, it -> new EnumMap<>(Fate.class)).merge(fate, more, Long::sum);
    }

    void oneFile() {
        files++;
    }

    void oneUnreadable() {
        unreadable++;
    }

    void oneOfOthers() {
        ofOthers++;
    }

    void oneLeftOut() {
        leftOut++;
    }

    void stopped() {
        isWhole = false;
    }
}
