package dev.callvault.store.postgres.sql;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.backup.MoveMark;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Says in the database that the archive is not to be used, or not to be changed. It is the schema's comment, not a table, so that it
 * can be read and written whatever the schema's version, and goes with the transaction that finishes what it announces.
 */
public final class SchemaMark {
    private static final String RESTORING = "callvault: a backup is being restored";
    private static final String ARRIVED = "callvault: all has arrived of move ";
    private static final Pattern MOVE =
            Pattern.compile("callvault: (moving|moved) \\(move (\\S+)\\) at (\\S+) to (\\S+) by (.*)");

    private static final String READ = "SELECT obj_description(to_regnamespace('archive'), 'pg_namespace')";

    private SchemaMark() {}

    public static void restoring(DSLContext dsl) {
        write(dsl, RESTORING);
    }

    /** The copy is whole, but the archive has not been given up at its old place. */
    public static void arrived(DSLContext dsl, String token) {
        write(dsl, ARRIVED + token);
    }

    public static boolean hasArrived(DSLContext dsl, String token) {
        return text(dsl).equals(ARRIVED + token);
    }

    /** Records where the archive is moved to, or was. */
    public static void move(DSLContext dsl, MoveMark mark) {
        write(
                dsl,
                "callvault: " + mark.stage().name().toLowerCase(Locale.ROOT) + " (move " + mark.token() + ") at "
                        + mark.at() + " to " + mark.to() + " by " + mark.by().replaceAll("\\s+", " "));
    }

    /** Where the archive is moved to, or was; empty when it is not. */
    public static Optional<MoveMark> moveOf(DSLContext dsl) {
        Matcher move = MOVE.matcher(text(dsl));
        return move.matches()
                ? Optional.of(new MoveMark(
                        MoveMark.Stage.valueOf(move.group(1).toUpperCase(Locale.ROOT)),
                        move.group(2),
                        move.group(4),
                        Instant.parse(move.group(3)),
                        move.group(5)))
                : Optional.empty();
    }

    /** The archive may be used. */
    public static void remove(DSLContext dsl) {
        dsl.execute("COMMENT ON SCHEMA archive IS NULL");
    }

    /**
     * Makes sure that the archive may be used.
     *
     * @throws StoreFailure when it may not
     */
    public static void require(DSLContext dsl) {
        String mark = text(dsl);
        if (mark.equals(RESTORING)) {
            throw refused(
                    "this archive is being restored from a backup, or a restore was interrupted",
                    "Wait for 'callvault restore' or 'callvault move', or run it again: it begins anew.");
        }
        if (mark.startsWith(ARRIVED)) {
            throw refused(
                    "this archive was moved here, but is not given up at its old place yet",
                    "Run the same 'callvault move' again, which ends it.");
        }
    }

    /**
     * Makes sure that the archive may be changed.
     *
     * @throws StoreFailure when it is elsewhere, or about to be
     */
    public static void requireHere(DSLContext dsl) {
        moveOf(dsl).ifPresent(it -> {
            throw it.isMoved()
                    ? refused(
                            "this archive was moved to " + it.to() + " at " + it.at() + " by " + it.by()
                                    + ", and nothing is stored here any more",
                            "Configure that database, or run 'callvault move --cancel' to use this one again.")
                    : refused(
                            "this archive is being moved to " + it.to()
                                    + ", or a move was interrupted, and nothing is stored meanwhile",
                            "Wait for 'callvault move', run it again, or run 'callvault move --cancel' to stay here.");
        });
    }

    private static StoreFailure refused(String message, String hint) {
        return new StoreFailure(message, hint, new IllegalStateException(message));
    }

    private static void write(DSLContext dsl, String text) {
        dsl.execute("COMMENT ON SCHEMA archive IS {0}", DSL.inline(text));
    }

    private static String text(DSLContext dsl) {
        @Nullable Object mark = dsl.fetchValue(READ);
        return mark == null ? "" : mark.toString();
    }
}
