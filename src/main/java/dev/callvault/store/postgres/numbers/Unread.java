package dev.callvault.store.postgres.numbers;

import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Result;

/**
 * Finds records whose numbers are to be read again by the index of versions, also when there are none among millions. An
 * account has few versions: each older one is looked up by itself, so that those of other accounts are not passed.
 */
final class Unread {
    private static final String OLDER = "numbers_version = ANY (ARRAY(SELECT generate_series(0, $version - 1)))";
    private static final String NEVER_READ = "numbers_version IS NULL";

    private Unread() {}

    /** Conditions; the account's version is {@code $version}. They stand in queries of their own: an OR would read the whole table. */
    static Stream<String> eachWay(String version) {
        return Stream.of(NEVER_READ, OLDER.replace("$version", version));
    }

    /** The planner's figures may be older than the version, or not exist yet; and whoever is not in the index is not meant. */
    static Result<Record> fetch(DSLContext dsl, String sql, Param<?>... parameters) {
        dsl.execute("SET LOCAL enable_seqscan = off");
        dsl.execute("SET LOCAL enable_bitmapscan = off");
        Result<Record> found = dsl.fetch(sql, (Object[]) parameters);
        dsl.execute("SET LOCAL enable_seqscan = on");
        dsl.execute("SET LOCAL enable_bitmapscan = on");
        return found;
    }
}
