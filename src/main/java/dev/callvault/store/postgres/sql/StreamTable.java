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

    public static Name time(LogStream stream) {
        return DSL.name(stream == LogStream.ERRORS ? "occurred_at" : "started_at");
    }
}
