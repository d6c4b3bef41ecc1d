package dev.callvault.store.postgres.server;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants each role only what it needs: {@code callvault_archiver}, whose members include the ordinary login, reads and
 * writes rows; {@code callvault_reader} reads the reporting views. Run by the schema's owner whenever tables have
 * changed. Only what is missing is granted, one statement at a time: one that the owner may not run takes no other with
 * it, and is logged for an administrator to run.
 */
final class GrantPrivileges {
    private static final Logger LOG = LoggerFactory.getLogger(GrantPrivileges.class);

    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('callvault privileges', 0))";

    private static final String MISSING_ROLES = """
            SELECT 'CREATE ROLE callvault_archiver'
            WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callvault_archiver')
            UNION ALL
            -- a forgotten query must neither load the server for hours nor hold back its clean-up
            SELECT 'CREATE ROLE callvault_reader LOGIN;'
                   ' ALTER ROLE callvault_reader SET statement_timeout = ''60s'';'
                   ' ALTER ROLE callvault_reader SET idle_in_transaction_session_timeout = ''60s'';'
                   ' ALTER ROLE callvault_reader SET default_transaction_read_only = on;'
                   ' ALTER ROLE callvault_reader SET jit = off'
            WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callvault_reader')
            """;

    /** The order is that in which an administrator would write them. */
    private static final String MISSING_GRANTS = """
            WITH role AS (
                SELECT oid, rolname FROM pg_roles WHERE rolname IN ('callvault_archiver', 'callvault_reader')
            ), thing AS (
                SELECT pg_class.oid, nspname, relname, relkind, relkind = 'S' AS is_sequence
                FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE nspname IN ('archive', 'reporting') AND relkind IN ('r', 'p', 'v', 'm', 'S')
            ), wanted AS (
                SELECT 1 AS place, format('GRANT USAGE ON SCHEMA %I TO %I', nspname, rolname) AS statement
                FROM role, pg_namespace
                WHERE (nspname = 'reporting' OR nspname = 'archive' AND rolname = 'callvault_archiver')
                  AND NOT has_schema_privilege(role.oid, pg_namespace.oid, 'USAGE')
                UNION ALL
                SELECT 2, format('GRANT %s ON %I.%I TO %I', string_agg(privilege, ', '), nspname, relname, rolname)
                FROM role, thing, unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS privilege
                WHERE NOT is_sequence
                  AND (privilege = 'SELECT' OR nspname = 'archive' AND relname NOT IN ('flyway_schema_history', 'readers'))
                  AND (nspname = 'reporting' OR rolname = 'callvault_archiver')
                  AND NOT has_table_privilege(role.oid, thing.oid, privilege)
                GROUP BY nspname, relname, rolname
                UNION ALL
                SELECT 3, format('GRANT USAGE ON SEQUENCE %I.%I TO %I', nspname, relname, rolname)
                FROM role, thing
                WHERE is_sequence AND nspname = 'archive' AND rolname = 'callvault_archiver'
                  AND NOT CASE WHEN is_sequence THEN has_sequence_privilege(role.oid, thing.oid, 'USAGE') ELSE true END
                UNION ALL
                SELECT 4, format('GRANT EXECUTE ON FUNCTION %s TO %I', pg_proc.oid::regprocedure, rolname)
                FROM role, pg_proc
                WHERE pronamespace = to_regnamespace('archive') AND prokind IN ('f', 'w')
                  AND rolname = 'callvault_archiver' AND NOT has_function_privilege(role.oid, pg_proc.oid, 'EXECUTE')
                UNION ALL
                SELECT 5, 'REVOKE INSERT, UPDATE, DELETE ON archive.flyway_schema_history FROM callvault_archiver'
                FROM role, thing
                WHERE rolname = 'callvault_archiver' AND nspname = 'archive' AND relname = 'flyway_schema_history'
                  AND relkind = 'r' AND has_table_privilege(role.oid, thing.oid, 'INSERT, UPDATE, DELETE')
                UNION ALL
                SELECT 6, 'ALTER DEFAULT PRIVILEGES IN SCHEMA reporting GRANT SELECT ON TABLES TO callvault_reader'
                FROM role
                WHERE rolname = 'callvault_reader' AND NOT EXISTS (
                    SELECT FROM pg_default_acl, aclexplode(defaclacl) AS acl
                    WHERE defaclnamespace = to_regnamespace('reporting') AND defaclobjtype = 'r'
                      AND defaclrole = (SELECT oid FROM pg_roles WHERE rolname = current_user) AND acl.grantee = role.oid)
                UNION ALL
                -- needed only if the archiving login is not the owner; a superuser is a member of every role
                SELECT 7, format('GRANT callvault_archiver TO %I', login.rolname)
                FROM role, pg_roles AS login
                WHERE role.rolname = 'callvault_archiver' AND login.rolname = ? AND login.rolname <> current_user
                  AND NOT pg_has_role(login.oid, role.oid, 'MEMBER')
            )
            SELECT statement FROM wanted ORDER BY place, statement
            """;

    private GrantPrivileges() {}

    /** @param archiver the ordinary login */
    static void by(DataSource owner, String archiver) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(ALONE);
            for (String role : texts(connection, MISSING_ROLES)) {
                attempt(connection, role);
            }
            for (String grant : texts(connection, MISSING_GRANTS, archiver)) {
                attempt(connection, grant);
            }
            connection.commit();
        } catch (SQLException refused) {
            StoreFailure failure = Transactions.failed("grant the roles their privileges", refused);
            LOG.warn("{} — run 'callvault migrate' as the schema's owner.", failure.getMessage());
        }
    }

    private static List<String> texts(Connection connection, String query, String... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    private static void attempt(Connection connection, String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.releaseSavepoint(before);
        } catch (SQLException refused) {
            connection.rollback(before);
            LOG.warn(
                    "could not set up a role ({}). As an administrator, run in this database: {};",
                    refused.getMessage(),
                    sql);
        }
    }
}
