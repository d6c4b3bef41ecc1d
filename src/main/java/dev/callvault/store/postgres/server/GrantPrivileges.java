package dev.callvault.store.postgres.server;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants each role only what it needs: {@code callvault_archiver}, whose members include the ordinary login, reads and
 * writes rows; {@code callvault_reader} reads the reporting views. Run by the schema's owner, in one transaction,
 * whenever tables have changed. If the owner may not create roles, there are none, and {@code doctor} reports it.
 */
final class GrantPrivileges {
    private static final Logger LOG = LoggerFactory.getLogger(GrantPrivileges.class);

    private static final String ROLES = """
            DO $$ BEGIN
                PERFORM pg_advisory_xact_lock(hashtextextended('callvault privileges', 0));
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callvault_archiver') THEN
                    CREATE ROLE callvault_archiver;
                END IF;
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'callvault_reader') THEN
                    CREATE ROLE callvault_reader LOGIN;
                    -- a forgotten query must neither load the server for hours nor hold back its clean-up
                    ALTER ROLE callvault_reader SET statement_timeout = '60s';
                    ALTER ROLE callvault_reader SET idle_in_transaction_session_timeout = '60s';
                    ALTER ROLE callvault_reader SET default_transaction_read_only = on;
                END IF;
            EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
                RAISE NOTICE 'roles were not made: %', SQLERRM;
            END $$
            """;
    private static final String ARCHIVER = """
            DO $$ BEGIN
                IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'callvault_archiver') THEN
                    GRANT USAGE ON SCHEMA archive, reporting TO callvault_archiver;
                    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA archive TO callvault_archiver;
                    GRANT USAGE ON ALL SEQUENCES IN SCHEMA archive TO callvault_archiver;
                    GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO callvault_archiver;
                    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA archive TO callvault_archiver;
                    REVOKE INSERT, UPDATE, DELETE ON archive.flyway_schema_history FROM callvault_archiver;
                END IF;
            END $$
            """;
    private static final String READER = """
            DO $$ BEGIN
                IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'callvault_reader') THEN
                    GRANT USAGE ON SCHEMA reporting TO callvault_reader;
                    GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO callvault_reader;
                    ALTER DEFAULT PRIVILEGES IN SCHEMA reporting GRANT SELECT ON TABLES TO callvault_reader;
                END IF;
            END $$
            """;
    /** Needed only if the archiving login is not the owner; a superuser is a member of every role. */
    private static final String MEMBER = """
            DO $$ BEGIN
                IF current_user <> %1$s AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'callvault_archiver')
                   AND NOT pg_has_role(%1$s, 'callvault_archiver', 'MEMBER') THEN
                    EXECUTE format('GRANT callvault_archiver TO %%I', %1$s);
                END IF;
            END $$
            """;

    private GrantPrivileges() {}

    /** @param archiver the ordinary login */
    static void by(DataSource owner, String archiver) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(ROLES);
            statement.execute(ARCHIVER);
            statement.execute(READER);
            statement.execute(
                    MEMBER.replace("%1$s", literal(statement, archiver)).replace("%%", "%"));
            connection.commit();
        } catch (SQLException refused) {
            StoreFailure failure = Transactions.failed("grant the roles their privileges", refused);
            LOG.warn("{} — run 'callvault migrate' as the schema's owner.", failure.getMessage());
        }
    }

    private static String literal(Statement statement, String text) throws SQLException {
        return statement.enquoteLiteral(text);
    }
}
