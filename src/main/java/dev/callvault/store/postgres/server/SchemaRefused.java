package dev.callvault.store.postgres.server;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.postgres.sql.Transactions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Says why the schema could not be brought up to date. Flyway compares what was applied with what this program would apply
 * before it writes anything; its own advice names commands that are Flyway's, not this program's.
 */
final class SchemaRefused {
    private static final String NOTHING_CHANGED = "Nothing was changed.";
    private static final String ANEW = "Restore the database from a backup, or archive anew into an empty one.";

    /** Classes of PostgreSQL's failures that say that it is away, full or closed to this login, not what a migration did. */
    private static final Set<String> OF_CONNECTIONS = Set.of("08", "28", "3D", "53", "57");

    private SchemaRefused() {}

    static StoreFailure because(Flyway flyway, FlywayException failure) {
        if (failure instanceof FlywayValidateException) {
            return mismatch(flyway);
        }
        String state = sqlState(failure);
        if (state.isEmpty() && failure.getCause() == null) {
            return foreign();
        }
        StoreFailure told = Transactions.failed("bring the database up to date", failure);
        return state.isEmpty() || OF_CONNECTIONS.contains(state.substring(0, 2))
                ? told
                : new StoreFailure(
                        String.valueOf(told.getMessage()),
                        "The migration that failed was undone. Correct the cause, then run 'callvault migrate'.",
                        failure);
    }

    static StoreFailure foreign() {
        return refused(
                "the database has a schema named archive that Callvault did not make",
                "Use another database, or rename that schema.");
    }

    /** Flyway's own words are not passed on: they name commands that this program does not have. */
    private static StoreFailure refused(String message, String advice) {
        return new StoreFailure(message, NOTHING_CHANGED + " " + advice, new IllegalStateException(message));
    }

    /** What is applied is not what this program would apply. */
    static StoreFailure mismatch(Flyway flyway) {
        List<MigrationInfo> all = Arrays.asList(flyway.info().all());
        List<MigrationInfo> applied = all.stream()
                .filter(it -> it.isVersioned() && it.getState().isApplied())
                .toList();
        List<MigrationInfo> newer =
                applied.stream().filter(SchemaRefused::isNewer).toList();
        if (!applied.stream().filter(it -> !isNewer(it)).allMatch(SchemaRefused::isSame)) {
            return refused(
                    "this archive was made by a development version from before 1.0, which this version cannot continue",
                    "Archive anew into an empty database (database.url) or directory (data-dir); the development version"
                            + " can still read the old one.");
        }
        Optional<MigrationInfo> failed =
                all.stream().filter(it -> it.getState().isFailed()).findFirst();
        if (failed.isPresent()) {
            return refused(
                    "a migration of this archive's schema failed and left it unfinished: " + name(failed.get()), ANEW);
        }
        return newer.isEmpty()
                ? refused("this archive's schema is not as a migration leaves it", ANEW)
                : refused(
                        "this archive is used by a newer version of Callvault: its schema has version "
                                + newer.getLast().getVersion() + ", and this program knows no more than "
                                + latest(all),
                        "Use that version or a later one.");
    }

    private static String name(MigrationInfo migration) {
        return (migration.isVersioned() ? "version " + migration.getVersion() + ", " : "") + migration.getDescription();
    }

    private static boolean isNewer(MigrationInfo applied) {
        return applied.getState() == MigrationState.FUTURE_SUCCESS
                || applied.getState() == MigrationState.FUTURE_FAILED;
    }

    private static boolean isSame(MigrationInfo applied) {
        return applied.getState().isResolved()
                && applied.isChecksumMatching()
                && applied.isDescriptionMatching()
                && applied.isTypeMatching();
    }

    private static String latest(List<MigrationInfo> all) {
        return all.stream()
                .filter(it -> it.isVersioned() && it.getState().isResolved())
                .map(it -> it.getVersion().toString())
                .reduce("none", (before, later) -> later);
    }

    /** Empty when PostgreSQL had no part in it. */
    private static String sqlState(Throwable failure) {
        String state = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                state = refused.getSQLState();
            }
        }
        return state;
    }
}
