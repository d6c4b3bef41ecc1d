package dev.callvault.wire;

import dev.callvault.call.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list's answer while it is read; {@link #page} judges it once everything has been seen. */
final class Listing<T> {
    private final Envelope envelope = new Envelope();
    private final List<T> rows = new ArrayList<>();
    private final String totalName;
    private @Nullable Long total;
    private int unreadable;

    /** Of the list of this name, such as {@code logs}. */
    Listing(String name) {
        this.totalName = "total_" + name;
    }

    Envelope envelope() {
        return envelope;
    }

    boolean isTotal(String field) {
        return field.equals(totalName);
    }

    void total(@Nullable String scalar) {
        total = Scalars.number(scalar);
    }

    /** A row, or null for one that could not be read. */
    void row(@Nullable T row) {
        if (row == null) {
            unreadable++;
        } else {
            rows.add(row);
        }
    }

    /** The total is the proof of completeness, so it is never guessed from the rows. */
    Page<T> page() {
        envelope.check();
        if (total == null) {
            throw new UnreadableAnswer("no readable " + totalName + " beside " + rows.size() + " rows", null);
        }
        return new Page<>(total, rows, unreadable);
    }
}
