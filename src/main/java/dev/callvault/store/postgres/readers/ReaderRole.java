package dev.callvault.store.postgres.readers;

import static dev.callvault.store.postgres.readers.Statements.texts;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The role of a reader: its name, its rights and its settings. */
final class ReaderRole {
    /** Says why a role cannot be a reader; no row if there is none of the name, or it is a reader. */
    private static final String UNFIT = """
            SELECT CASE
                WHEN rolsuper THEN 'is a superuser'
                WHEN rolname = current_user OR rolname IN ('callvault_reader', 'callvault_archiver')
                  OR oid = (SELECT nspowner FROM pg_namespace WHERE nspname = 'archive')
                  OR EXISTS (SELECT FROM pg_roles AS archiver WHERE archiver.rolname = 'callvault_archiver'
                             AND pg_has_role(role.oid, archiver.oid, 'MEMBER')) THEN 'is a role that archives'
                WHEN rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls THEN 'has an administrator''s rights'
                WHEN NOT EXISTS (SELECT FROM archive.readers WHERE login = rolname) THEN 'exists already, and ''callvault reader'' has not made it'
            END FROM pg_roles AS role WHERE rolname = ?""";

    private static final String MISSING_RIGHTS = """
            WITH me AS (SELECT oid, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user),
            given AS (SELECT ?::text AS login, ?::boolean AS is_bound)
            SELECT string_agg(statement, '; ') FROM (
                SELECT format('ALTER ROLE %I CREATEROLE', current_user) AS statement FROM me WHERE NOT (rolsuper OR rolcreaterole)
                UNION ALL
                SELECT 'CREATE ROLE callvault_reader LOGIN' FROM me, given
                WHERE NOT is_bound AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callvault_reader')
                UNION ALL
                SELECT format('GRANT callvault_reader TO %I WITH ADMIN OPTION', current_user)
                FROM me, given, pg_roles AS reader
                WHERE NOT is_bound AND NOT me.rolsuper AND reader.rolname = 'callvault_reader'
                  AND (NOT me.rolcreaterole OR current_setting('server_version_num')::integer >= 160000)
                  AND NOT pg_has_role(me.oid, reader.oid, 'MEMBER WITH ADMIN OPTION')
                UNION ALL
                SELECT format('GRANT CREATE ON DATABASE %I TO %I', current_database(), current_user) FROM given
                WHERE is_bound AND NOT has_database_privilege(current_database(), 'CREATE')
                  AND NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = login)
                UNION ALL
                SELECT format('GRANT CONNECT ON DATABASE %I TO %I WITH GRANT OPTION', current_database(), current_user)
                WHERE NOT has_database_privilege('public', current_database(), 'CONNECT')
                  AND NOT has_database_privilege(current_database(), 'CONNECT WITH GRANT OPTION')
            ) AS missing""";

    private static final String ROLE = """
            WITH given AS (SELECT ?::text AS login)
            SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', login)
            FROM given WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login)
            UNION ALL
            SELECT format('ALTER ROLE %I LOGIN', login) FROM given JOIN pg_roles ON rolname = login WHERE NOT rolcanlogin""";

    private static final String RIGHTS = """
            WITH given AS (SELECT ?::text AS login, ?::boolean AS is_bound), reader AS (
                SELECT EXISTS (SELECT FROM pg_auth_members JOIN pg_roles AS login ON login.oid = member
                               JOIN pg_roles AS reader ON reader.oid = roleid
                               WHERE login.rolname = given.login AND reader.rolname = 'callvault_reader') AS is_member FROM given
            )
            SELECT format('GRANT callvault_reader TO %I', login) FROM given, reader WHERE NOT is_bound AND NOT is_member
            UNION ALL
            SELECT format('REVOKE callvault_reader FROM %I', given.login)
                || CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN format(' GRANTED BY %I', grantor.rolname) ELSE '' END
            FROM given, pg_auth_members JOIN pg_roles AS login ON login.oid = member JOIN pg_roles AS reader ON reader.oid = roleid
                 LEFT JOIN pg_roles AS grantor ON grantor.oid = grantor
            WHERE is_bound AND login.rolname = given.login AND reader.rolname = 'callvault_reader'
            UNION ALL
            SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), login)
            FROM given WHERE NOT has_database_privilege(login, current_database(), 'CONNECT')""";

    /** A role through which a login that is bound to accounts would still read all of them. */
    private static final String BEYOND = """
            SELECT coalesce((SELECT quote_ident(other.rolname) FROM pg_auth_members JOIN pg_roles AS other ON other.oid = roleid
                             WHERE member = role.oid AND (has_schema_privilege(other.oid, 'reporting', 'USAGE')
                                OR EXISTS (SELECT FROM pg_roles AS reader WHERE reader.rolname = 'callvault_reader'
                                           AND pg_has_role(other.oid, reader.oid, 'MEMBER')))
                             ORDER BY 1 LIMIT 1), 'another role')
            FROM pg_roles AS role WHERE rolname = ?
            """ + " AND " + SelectReaders.READS_ALL;

    private static final String SETTINGS = """
            WITH given AS (SELECT ?::text AS login, ?::text AS schema)
            SELECT format('ALTER ROLE %I IN DATABASE %I SET %s = %L', login, current_database(), setting, value)
            FROM given CROSS JOIN LATERAL (VALUES
                ('default_transaction_read_only', 'on'), ('statement_timeout', '60s'),
                ('idle_in_transaction_session_timeout', '60s'), ('jit', 'off'), ('search_path', schema),
                ('timezone', (SELECT reporting_zone FROM archive.settings))) AS wanted (setting, value)""";

    /** Sets what nobody has set; a zone follows if it is the former one, which this has set. */
    private static final String COMMON_SETTINGS = """
            WITH role AS (SELECT oid FROM pg_roles WHERE rolname = 'callvault_reader'), known AS (
                SELECT lower(split_part(entry, '=', 1)) AS setting, substr(entry, strpos(entry, '=') + 1) AS value, setdatabase
                FROM pg_db_role_setting, unnest(setconfig) AS entry
                WHERE setrole = (SELECT oid FROM role)
                  AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
            )
            SELECT format('ALTER ROLE callvault_reader IN DATABASE %I SET %s = %L', current_database(), setting, value)
            FROM role, (VALUES
                ('default_transaction_read_only', 'on'), ('statement_timeout', '60s'),
                ('idle_in_transaction_session_timeout', '60s'), ('jit', 'off'),
                ('timezone', (SELECT reporting_zone FROM archive.settings))) AS wanted (setting, value)
            WHERE NOT EXISTS (SELECT FROM known WHERE known.setting = wanted.setting)
               OR setting = 'timezone' AND EXISTS (
                   SELECT FROM known WHERE known.setting = 'timezone' AND setdatabase <> 0 AND known.value = ?)""";

    private ReaderRole() {}

    static Optional<String> unfit(Connection connection, String login) throws SQLException {
        return texts(connection, UNFIT, login).stream().findFirst();
    }

    /** What an administrator has to run before this login can be made; empty for nothing. */
    static Optional<String> missingRights(Connection connection, String login, boolean isBound) throws SQLException {
        return texts(connection, MISSING_RIGHTS, login, isBound).stream().findFirst();
    }

    /** The role through which the login reads all accounts; empty if it does not. */
    static Optional<String> beyond(Connection connection, String login) throws SQLException {
        return texts(connection, BEYOND, login).stream().findFirst();
    }

    static void make(Connection connection, String login, boolean isBound, Statements.Runner runner)
            throws SQLException {
        run(connection, texts(connection, ROLE, login), runner);
        run(connection, texts(connection, RIGHTS, login, isBound), runner);
    }

    static void set(Connection connection, String login, String schema, Statements.Runner runner) throws SQLException {
        run(connection, texts(connection, SETTINGS, login, schema), runner);
    }

    /** @param formerZone the zone that was in force until now; null if it has not changed */
    static void setCommon(Connection connection, @Nullable String formerZone) throws SQLException {
        run(connection, texts(connection, COMMON_SETTINGS, formerZone), Statements::attempt);
    }

    private static void run(Connection connection, List<String> statements, Statements.Runner runner)
            throws SQLException {
        for (String statement : statements) {
            runner.run(connection, statement);
        }
    }
}
