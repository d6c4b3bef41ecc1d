package dev.callvault.store.postgres.sql;

import dev.callvault.call.LogStream;
import org.jooq.Name;
import org.jooq.impl.DSL;

/** The table of a stream's rows, and the column with the time that the provider filters by. */
public final class StreamTable {
    private StreamTable() {}

    public static Name table(LogStream stream) {
        return DSL.name("archive", stream.label());
    }

    /** A statement's text for one stream: {@code $table} and {@code $time} are put in. */
    public static String in(String statement, LogStream stream) {
        return statement.replace("$table", stream.label()).replace("$time", column(stream));
    }

    public static Name time(LogStream stream) {
        return DSL.name(column(stream));
    }

    private static String column(LogStream stream) {
        return stream == LogStream.ERRORS ? "occurred_at" : "started_at";
    }
}
