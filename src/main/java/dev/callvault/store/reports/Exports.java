package dev.callvault.store.reports;

import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The views of schema {@code reporting}, row by row, in whatever number. */
public interface Exports {
    /** The names of the views, sorted. */
    List<String> names();

    /**
     * Hands every row of a view to the sink, by time where the view has one; no more than a few rows are in memory at once.
     * All rows are of one moment. A failure of the sink ends the export.
     *
     * @return how many rows there were
     * @throws UnfitExport when there is no such view, or it cannot be restricted as asked; the sink has not been called then
     * @throws StoreFailure when the database cannot be used
     */
    long export(Query query, Sink sink);

    /**
     * What to export.
     *
     * @param from only what is of this time or later, for a view by days from the day of this time on
     * @param to only what is before this time
     * @param account only rows of the account of this name
     */
    record Query(String view, Optional<Instant> from, Optional<Instant> to, Optional<String> account) {}

    /** Takes the rows. */
    interface Sink {
        /** Called once, before any row. */
        void columns(List<String> names);

        /**
         * One row, in the order of the columns: text, numbers, booleans, dates and times of {@code java.time} (instants as
         * {@link Instant}), arrays of bytes, or null.
         */
        void row(List<@Nullable Object> values);
    }
}
