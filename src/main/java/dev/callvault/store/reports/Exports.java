package dev.callvault.store.reports;

import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The views of schema {@code reporting}, row by row, of any size. */
public interface Exports {
    /** The names of the views, sorted. */
    List<String> names();

    /**
     * Passes every row of a view to the sink, ordered by time if the view has one; only a few rows are in memory at
     * once. All rows belong to one moment. A failure of the sink ends the export.
     *
     * @return the number of rows
     * @throws UnfitExport when there is no such view, or it cannot be filtered as requested; the sink has not been
     *     called then
     * @throws StoreFailure when the database cannot be used
     */
    long export(Query query, Sink sink);

    /**
     * Runs work that reads several views as they are at one moment, so that their rows agree.
     *
     * @throws StoreFailure when the database cannot be used
     */
    <T> T atOnce(Function<Moment, T> work);

    /** The views as they are at one moment; only for the work it was given to. */
    interface Moment {
        /** When it is, by the database's clock. */
        Instant at();

        /** The version of the archive's schema. */
        String schema();

        /** The columns of a view, in their order; empty when there is no such view. */
        List<Column> columns(String view);

        /** The same query, without the filters that its view has no column for. */
        Query fitting(Query query);

        /** As {@link Exports#export}; a failure names the view. */
        long export(Query query, Sink sink);
    }

    /**
     * A column of a view.
     *
     * @param type as PostgreSQL names it, such as {@code timestamp with time zone}
     */
    record Column(String name, String type) {}

    /**
     * What to export.
     *
     * @param from only rows at this time or later; for a view by days, from the day of this time on
     * @param to only rows before this time
     * @param account only rows of the account of this name
     * @param since only rows that were changed at this time or later, by the view's {@code changed_at}
     */
    record Query(
            String view,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> account,
            Optional<Instant> since) {
        /** Whenever they were changed. */
        public Query(String view, Optional<Instant> from, Optional<Instant> to, Optional<String> account) {
            this(view, from, to, account, Optional.empty());
        }

        /** The same of another view. */
        public Query of(String other) {
            return new Query(other, from, to, account, since);
        }
    }

    /** Receives the rows. */
    interface Sink {
        /** The names of the columns; called once, before any row. */
        void columns(List<String> names);

        /** The same for a sink that needs the types too; by default, they are left out. */
        default void typed(List<Column> columns) {
            columns(columns.stream().map(Column::name).toList());
        }

        /**
         * One row, in the order of the columns: text, numbers, booleans, dates and times of {@code java.time} (instants as
         * {@link Instant}), arrays of bytes, or null. A large log is a {@link dev.callvault.content.Content}, to be read at
         * once.
         */
        void row(List<@Nullable Object> values);

        /** Called once, after the last row; not when the export has failed. */
        default void end() {}
    }
}
