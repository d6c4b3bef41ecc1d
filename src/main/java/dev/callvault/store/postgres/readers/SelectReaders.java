package dev.callvault.store.postgres.readers;

import dev.callvault.store.reports.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Lists the readers, and what their roles lack. */
public final class SelectReaders {
    static final String GONE = "login";

    /** The setting that counts for a role in this database, as PostgreSQL chooses it. */
    private static final String LACKING = """
            (SELECT coalesce(array_agg(wanted.setting ORDER BY wanted.setting), '{}')
             FROM (VALUES ('default_transaction_read_only'), ('statement_timeout'), ('timezone')) AS wanted (setting)
             LEFT JOIN LATERAL (
                 SELECT substr(entry, strpos(entry, '=') + 1) AS value FROM pg_db_role_setting, unnest(setconfig) AS entry
                 WHERE setrole IN (role.oid, 0) AND lower(split_part(entry, '=', 1)) = wanted.setting
                   AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                 ORDER BY setrole <> 0 DESC, setdatabase <> 0 DESC LIMIT 1) AS has ON true
             WHERE CASE wanted.setting WHEN 'default_transaction_read_only' THEN has.value::boolean IS NOT TRUE
                                       WHEN 'statement_timeout' THEN coalesce(has.value, '0') = '0'
                                       ELSE has.value IS DISTINCT FROM (SELECT reporting_zone FROM archive.settings) END)""";

    /** Whether a {@code role} reads all accounts, or could by taking another role. */
    static final String READS_ALL = """
            (has_schema_privilege(role.oid, 'reporting', 'USAGE')
             OR EXISTS (SELECT FROM pg_roles AS reader WHERE reader.rolname = 'callvault_reader'
                        AND pg_has_role(role.oid, reader.oid, 'MEMBER')))
            """;

    /** What a login that is bound to accounts lacks if it reads the others, too. */
    private static final String LIMITS = " || CASE WHEN account_ids IS NOT NULL AND " + READS_ALL
            + " THEN ARRAY['a limit to its accounts'] ELSE '{}' END";

    private static final String READERS = "SELECT login, account_ids IS NULL AS is_for_all,"
            + " (SELECT coalesce(array_agg(name ORDER BY name), '{}') FROM archive.accounts WHERE account_id = ANY (account_ids))"
            + "     AS accounts, CASE WHEN role.oid IS NULL THEN ARRAY['" + GONE + "'] ELSE " + LACKING
            + LIMITS + " END AS lacking"
            + " FROM archive.readers LEFT JOIN pg_roles AS role ON rolname = login ORDER BY login";

    /** Members of the readers' role, direct or not; whoever owns, archives or administers is one for other reasons. */
    private static final String INCOMPLETE = """
            WITH found AS (
                SELECT role.rolname AS login, %s AS lacking
                FROM pg_roles AS role LEFT JOIN archive.readers AS bound ON bound.login = role.rolname
                WHERE (role.rolname IN (SELECT login FROM archive.readers) OR EXISTS (
                    SELECT FROM pg_roles AS reader WHERE reader.rolname = 'callvault_reader' AND reader.oid <> role.oid
                    AND pg_has_role(role.oid, reader.oid, 'MEMBER')))
                  AND role.rolcanlogin AND NOT role.rolsuper AND NOT role.rolcreaterole AND role.rolname <> current_user
                  AND role.oid <> (SELECT nspowner FROM pg_namespace WHERE nspname = 'archive')
                  AND has_database_privilege(role.oid, current_database(), 'CONNECT')
            )
            SELECT found.login || ' lacks ' || array_to_string(lacking, ', ') || ': run: '
                || CASE WHEN readers.login IS NULL
                   THEN (SELECT string_agg(format('ALTER ROLE %%I IN DATABASE %%I SET %%s = %%L', found.login, current_database(), setting,
                             CASE setting WHEN 'timezone' THEN (SELECT reporting_zone FROM archive.settings)
                                          WHEN 'statement_timeout' THEN '60s' ELSE 'on' END), '; ') FROM unnest(lacking) AS setting)
                   ELSE format('callvault reader %%L', found.login)
                        || coalesce((SELECT string_agg(format(' --account %%L', name), '' ORDER BY name) FROM archive.accounts
                                     WHERE account_id = ANY (account_ids)), '')
                   END AS finding
            FROM found LEFT JOIN archive.readers USING (login)
            WHERE cardinality(lacking) > 0 ORDER BY found.login""".formatted(LACKING + LIMITS);

    private SelectReaders() {}

    /** For each reader or member of {@code callvault_reader} that lacks a setting, what it lacks and what to run. */
    public static List<String> incomplete(DSLContext dsl) {
        return dsl.fetch(INCOMPLETE).map(row -> String.valueOf(row.get("finding", String.class)));
    }

    static List<Reader> execute(DSLContext dsl) {
        return dsl.fetch(READERS).map(SelectReaders::reader);
    }

    private static Reader reader(Record row) {
        return new Reader(
                String.valueOf(row.get("login", String.class)),
                Boolean.TRUE.equals(row.get("is_for_all", Boolean.class))
                        ? Optional.empty()
                        : Optional.of(list(row.get("accounts", String[].class))),
                list(row.get("lacking", String[].class)));
    }

    private static List<String> list(String @Nullable [] values) {
        return values == null ? List.of() : Arrays.asList(values);
    }
}
