package dev.callvault.wire.answer;

import dev.callvault.call.Page;
import dev.callvault.call.UnreadRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A list response while it is read; {@link #page} judges it once everything has been read. */
public final class ListResponse<T> {
    private final Envelope envelope = new Envelope();
    private final List<T> rows = new ArrayList<>();
    private final String totalName;
    private @Nullable Long total;
    private final List<UnreadRow> unread = new ArrayList<>();

    /** A response for the list of this name, such as {@code logs}. */
    public ListResponse(String name) {
        this.totalName = "total_" + name;
    }

    public Envelope envelope() {
        return envelope;
    }

    public boolean isTotal(String field) {
        return field.equals(totalName);
    }

    public void total(@Nullable String scalar) {
        total = Scalars.number(scalar);
    }

    /**
     * Adds a row.
     *
     * @param text the row as received
     */
    public void row(Row<T> row, Supplier<String> text) {
        if (row.value() == null) {
            unread.add(new UnreadRow(Scalars.text(text.get()), line(Scalars.text(row.fault())), row.second()));
        } else {
            rows.add(row.value());
        }
    }

    /** On one line: it ends up in log messages. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    /** The total proves completeness, so it is never guessed from the rows. */
    public Page<T> page() {
        envelope.check();
        if (total == null) {
            throw new UnreadableAnswer("it has no readable " + totalName + " (rows: " + rows.size() + ")", null);
        }
        return new Page<>(total, rows, unread);
    }
}
