package dev.callvault.store.postgres.numbers;

import dev.callvault.store.postgres.sql.Unnest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Result;

/**
 * Finds records whose numbers are to be read again, also when there are none among millions: each older version of an account
 * is looked up by itself in the index of versions, so that nothing else is passed. An account has few versions.
 */
final class Unread {
    /**
     * Bounds and an order, where an equation and none would say the same: so no other index can be taken, whatever the
     * planner's figures say of a version that is younger than they are.
     */
    private static final String OF_VERSION = """
            WHERE (numbers_version, account_id) >= ($version, $account) AND (numbers_version, account_id) <= ($version, $account)
            ORDER BY numbers_version, account_id
            """;

    private static final String NEVER_READ =
            "WHERE numbers_version IS NULL AND account_id = $account ORDER BY numbers_version";

    private static final String COUNT = """
            SELECT coalesce(sum(found), 0)::bigint
            FROM archive.accounts AS account
            CROSS JOIN LATERAL generate_series(0, account.numbers_version - 1) AS older (version)
            CROSS JOIN LATERAL (
                SELECT count(*) AS found FROM (SELECT FROM archive.$table $which LIMIT {0}) AS unread
            ) AS counted
            """;

    private static final String COUNT_NEVER_READ = """
            SELECT coalesce(sum(found), 0)::bigint
            FROM archive.accounts AS account
            CROSS JOIN LATERAL (
                SELECT count(*) AS found FROM (SELECT FROM archive.$table $which LIMIT {0}) AS unread
            ) AS counted
            """;

    private Unread() {}

    /** How many a table has, of all accounts; of each account and version, no more than {@code most} are counted. */
    static long count(DSLContext dsl, String table, long most) {
        return Stream.of(in(COUNT, OF_VERSION, "older.version"), in(COUNT_NEVER_READ, NEVER_READ, ""))
                .map(it -> it.replace("$table", table).replace("$account", "account.account_id"))
                .mapToLong(it -> fetch(dsl, it, Unnest.number(most)).getFirst().get(0, Long.class))
                .sum();
    }

    /**
     * Statements that find an account's, one for each older version.
     *
     * @param statement with {@code $which} where the condition belongs; the account is its first parameter
     */
    static Stream<String> eachWay(String statement, int version) {
        return Stream.concat(
                        Stream.of(in(statement, NEVER_READ, "")),
                        IntStream.range(0, version).mapToObj(it -> in(statement, OF_VERSION, Integer.toString(it))))
                .map(it -> it.replace("$account", "{0}"));
    }

    private static String in(String statement, String which, String version) {
        return statement.replace("$which", which).replace("$version", version);
    }

    /** Along the index. */
    static Result<Record> fetch(DSLContext dsl, String sql, Param<?>... parameters) {
        dsl.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off");
        Result<Record> found = dsl.fetch(sql, (Object[]) parameters);
        dsl.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_sort = on");
        return found;
    }
}
