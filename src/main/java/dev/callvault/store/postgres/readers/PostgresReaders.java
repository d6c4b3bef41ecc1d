package dev.callvault.store.postgres.readers;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.reports.Reader;
import dev.callvault.store.reports.Readers;
import dev.callvault.store.reports.UnfitLogin;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Works as the schema's owner. Safe for use by many threads. */
public final class PostgresReaders implements Readers {
    /** PostgreSQL cuts off what is longer, so that two names would be one. */
    private static final int LONGEST = 63;

    private static final Set<String> TAKEN =
            Set.of("archive", "reporting", "quartz", "public", "none", "information_schema");

    private static final String ALONE =
            "SELECT pg_advisory_xact_lock(hashtextextended('callvault privileges', 0))::text";

    private static final String STORE = "INSERT INTO archive.readers (login, account_ids) VALUES (?, ?::bigint[])"
            + " ON CONFLICT (login) DO UPDATE SET account_ids = excluded.account_ids RETURNING login";

    /** One that sees this account alone keeps it, and sees nothing: none at all would mean every account. */
    private static final String FORGET_ACCOUNT =
            "UPDATE archive.readers SET account_ids = array_remove(account_ids, ?::bigint)"
                    + " WHERE ?::bigint = ANY (account_ids) AND cardinality(account_ids) > 1 RETURNING login";

    private static final String SEEN = "SELECT account_ids FROM archive.readers WHERE login = ?";

    private static final String FORGET = "DELETE FROM archive.readers WHERE login = ? RETURNING login";

    private static final String END_SESSIONS =
            "SELECT format('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %L', rolname)"
                    + " FROM pg_roles WHERE rolname = ?";

    /** Takes the role's own rights, which who has made it may not have, and without which its sessions cannot be ended. */
    private static final String TAKE_RIGHTS = "SELECT format('GRANT %I TO %I', rolname, current_user) FROM pg_roles"
            + " WHERE rolname = ? AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)";

    private static final String LEAVE = """
            WITH role AS (SELECT rolname FROM pg_roles WHERE rolname = ?)
            SELECT statement FROM (
                SELECT 1 AS place, format('REASSIGN OWNED BY %I TO %I', rolname, current_user) AS statement FROM role
                UNION ALL SELECT 2, format('DROP OWNED BY %I', rolname) FROM role
            ) AS statements ORDER BY place""";

    /** A session that cannot be ended may read for hours, and everybody waits for who waits for it. */
    private static final String NOT_FOR_EVER = "SELECT set_config('lock_timeout', '10s', true)";

    private static final String DROP = "SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname = ?";

    private final Transactions owner;

    public PostgresReaders(Transactions owner) {
        this.owner = owner;
    }

    @Override
    public List<Reader> all() {
        return owner.inOne("list the readers", SelectReaders::execute);
    }

    @Override
    public boolean has(String login) {
        return all().stream()
                .anyMatch(it -> it.login().equals(login) && !it.lacking().contains(SelectReaders.GONE));
    }

    @Override
    public Optional<Set<AccountId>> seenBy(String login) {
        return owner.inOne(
                "look for a reader",
                dsl -> dsl.fetch(SEEN, login).stream()
                        .findFirst()
                        .map(row -> row.get(0, Long[].class))
                        .map(ids -> Arrays.stream(ids).map(AccountId::new).collect(Collectors.toSet())));
    }

    @Override
    public void make(String login, Optional<Set<AccountId>> accounts, char[] password) {
        requireName(login);
        alone("make the login " + login, connection -> {
            var unused = Statements.texts(connection, NOT_FOR_EVER);
            make(connection, login, accounts, password);
        });
    }

    @Override
    public boolean revoke(String login) {
        return owner.inOne(
                "revoke the login " + login,
                dsl -> dsl.connectionResult(connection -> {
                    var unused = Statements.texts(connection, ALONE);
                    var unusedToo = Statements.texts(connection, NOT_FOR_EVER);
                    return revoke(connection, login);
                }));
    }

    @Override
    public void forget(AccountId account) {
        String id = String.valueOf(account.value());
        alone("take the account from its readers", connection -> {
            if (!Statements.texts(connection, FORGET_ACCOUNT, id, id).isEmpty()) {
                UpdateReaders.all(connection, null);
            }
        });
    }

    @Override
    public void bringUpToDate() {
        bringUpToDate(null);
    }

    /**
     * The same after a change of the zone.
     *
     * @param formerZone the zone that was in force until now; null if it has not changed
     */
    public void bringUpToDate(@Nullable String formerZone) {
        alone("bring the readers up to date", connection -> UpdateReaders.all(connection, formerZone));
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void alone(String purpose, Work work) {
        owner.run(
                purpose,
                dsl -> dsl.connection(connection -> {
                    var unused = Statements.texts(connection, ALONE);
                    work.on(connection);
                }));
    }

    private static void make(Connection connection, String login, Optional<Set<AccountId>> accounts, char[] password)
            throws SQLException {
        requireFit(connection, login);
        requireRights(connection, login, accounts.isPresent());
        if (accounts.isPresent() && ReaderSchema.isForeign(connection, login)) {
            throw new UnfitLogin("there is a schema named '" + login + "' that no reader uses; choose another name");
        }
        if (accounts.isEmpty()) {
            ReaderSchema.drop(connection, login);
        }
        ReaderRole.make(connection, login, accounts.isPresent(), Statements::require);
        if (accounts.isPresent()) {
            requireBounds(connection, login);
        }
        if (password.length > 0) {
            // the server gets a verifier, so that no password is in its log
            connection.unwrap(PGConnection.class).alterUserPassword(login, password, "scram-sha-256");
        }
        @Nullable
        String ids = accounts.map(
                        of -> of.stream().map(it -> String.valueOf(it.value())).toList())
                .map(it -> "{" + String.join(",", it) + "}")
                .orElse(null);
        var unused = Statements.texts(connection, STORE, login, ids);
        ReaderSchema.make(connection, login, Statements::require);
        ReaderRole.set(connection, login, UpdateReaders.schema(connection, login), Statements::require);
    }

    private static boolean revoke(Connection connection, String login) throws SQLException {
        if (Statements.texts(connection, "SELECT login FROM archive.readers WHERE login = ?", login)
                .isEmpty()) {
            return false;
        }
        requireFit(connection, login);
        for (String take : Statements.texts(connection, TAKE_RIGHTS, login)) {
            Statements.ifPossible(connection, take);
        }
        for (String end : Statements.texts(connection, END_SESSIONS, login)) {
            Statements.attempt(connection, end, "end the sessions of " + login);
        }
        ReaderSchema.drop(connection, login);
        for (String leave : Statements.texts(connection, LEAVE, login)) {
            Statements.ifPossible(connection, leave);
        }
        for (String drop : Statements.texts(connection, DROP, login)) {
            Statements.require(connection, drop);
        }
        var unused = Statements.texts(connection, FORGET, login);
        return true;
    }

    /** Nobody else may have given it what it is not to read. */
    private static void requireBounds(Connection connection, String login) throws SQLException {
        Optional<String> beyond = ReaderRole.beyond(connection, login);
        if (beyond.isPresent()) {
            throw new UnfitLogin("'" + login + "' would read all accounts as a member of " + beyond.get()
                    + ", which somebody else has made it; take that from it, or choose another name");
        }
    }

    private static void requireFit(Connection connection, String login) throws SQLException {
        Optional<String> unfit = ReaderRole.unfit(connection, login);
        if (unfit.isPresent()) {
            throw new UnfitLogin("'" + login + "' " + unfit.get() + "; choose another name");
        }
    }

    private static void requireRights(Connection connection, String login, boolean isBound) throws SQLException {
        Optional<String> missing = ReaderRole.missingRights(connection, login, isBound);
        if (missing.isPresent()) {
            throw new StoreFailure(
                    "could not make the login " + login + ": the login that owns the schema lacks a right",
                    "Nothing was changed. As an administrator, run in this database: " + missing.get()
                            + "; then run this command again.",
                    new IllegalStateException(missing.get()));
        }
    }

    private static void requireName(String login) {
        if (login.isBlank() || !login.strip().equals(login) || login.chars().anyMatch(Character::isISOControl)) {
            throw new UnfitLogin("'" + login + "' is no name for a login: it is empty, or has blanks around it or"
                    + " characters that cannot be shown");
        }
        if (login.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new UnfitLogin("'" + login + "' is longer than " + LONGEST + " bytes; choose a shorter name");
        }
        if (TAKEN.contains(login) || login.startsWith("pg_")) {
            throw new UnfitLogin("'" + login + "' is a name that PostgreSQL or Callvault uses; choose another one");
        }
    }
}
