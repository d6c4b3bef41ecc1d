package dev.callvault.store.postgres.backup;

import dev.callvault.progress.Progress;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupContents.Part;
import dev.callvault.store.backup.BackupSource;
import dev.callvault.store.backup.RefusedRestore;
import dev.callvault.store.backup.Restored;
import dev.callvault.store.postgres.server.MakePartitions;
import dev.callvault.store.postgres.sql.SchemaMark;
import dev.callvault.store.postgres.sql.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Stores a backup within a transaction. */
final class LoadBackup {
    private static final Pattern MONTH = Pattern.compile("call_logs_([0-9]{4})_([0-9]{2})");

    private static final String TAKE_UP_NUMBERS = """
            SELECT setval(format('archive.%I', name)::regclass, taken.last_value)
            FROM pg_temp.sequences AS taken JOIN pg_sequences ON sequencename = name AND schemaname = 'archive'
            """;

    private static final String SAME_ACCOUNTS = """
            SELECT count(*) FROM archive.accounts JOIN pg_temp.accounts AS erased USING (account_id, name)
            """;

    private final Connection connection;
    private final DSLContext dsl;
    private final Progress.Part told;
    private long rows;

    LoadBackup(Connection connection, DSLContext dsl, Progress.Part told) {
        this.connection = connection;
        this.dsl = dsl;
        this.told = told;
    }

    Restored run(BackupSource backup, Optional<BackupSource> erasures) {
        long loaded = all(backup);
        erasures.ifPresent(this::addErasures);
        long erased = ForgetErased.execute(dsl, backup.contents().snapshot());
        Restored restored = new Restored(loaded, erased, WantMissing.execute(dsl));
        SchemaMark.remove(dsl);
        return restored;
    }

    /**
     * Stores the rows as they are.
     *
     * @return how many
     */
    long all(BackupSource backup) {
        // whoever archives registers its accounts first, and waits here
        dsl.execute("LOCK TABLE archive.accounts IN ACCESS EXCLUSIVE MODE");
        RequireEmpty.requireNoRows(dsl);
        backup.contents().parts().forEach(this::requireKnown);
        makeMonths(backup.contents());
        dsl.execute("DELETE FROM archive.settings");
        dsl.execute("DELETE FROM archive.directory");
        dsl.execute("CREATE TEMPORARY TABLE sequences (name text, last_value bigint) ON COMMIT DROP");
        // the stored figures and their marks are in the backup
        setTriggers("DISABLE");
        backup.each(this::store);
        setTriggers("ENABLE");
        dsl.fetch(TAKE_UP_NUMBERS);
        return rows;
    }

    /** The names in the file become a part of statements. */
    private void requireKnown(Part part) {
        if (part.table().equals(SelectContents.SEQUENCES)) {
            return;
        }
        boolean isKnown = part.table().equals(KeptTables.LOGS)
                || Stream.of(KeptTables.AT_SNAPSHOT, KeptTables.AT_END)
                        .flatMap(List::stream)
                        .anyMatch(it -> it.name().equals(part.table()));
        if (!isKnown || !SelectContents.columns(dsl, part.table()).containsAll(part.columns())) {
            throw new RefusedRestore("the backup holds what this version of Callvault does not know: " + part.name());
        }
    }

    private void makeMonths(BackupContents contents) {
        Set<String> existing = Set.copyOf(MakePartitions.existing(dsl));
        for (Part part : contents.parts()) {
            Matcher month = MONTH.matcher(part.name());
            if (month.matches() && !existing.contains(part.name())) {
                dsl.fetch(
                        "SELECT archive.make_month({0}::date)", DSL.val(month.group(1) + "-" + month.group(2) + "-01"));
            }
        }
    }

    private void setTriggers(String what) {
        KeptTables.existing(dsl).forEach(it -> dsl.execute("ALTER TABLE archive." + it + " " + what + " TRIGGER USER"));
    }

    private long store(Part part, InputStream in) throws IOException {
        boolean isWorking = part.table().equals(SelectContents.SEQUENCES);
        long stored = copy(part, (isWorking ? "pg_temp." : "archive.") + part.table(), in);
        rows += stored;
        told.did(stored);
        return stored;
    }

    private long copy(Part part, String table, InputStream in) throws IOException {
        try {
            return CopyRows.in(connection, table, part.columns(), in);
        } catch (SQLException failure) {
            throw Transactions.failed("restore " + part.name(), failure);
        }
    }

    private void addErasures(BackupSource erasures) {
        if (erasures.contents().kind() != BackupContents.Kind.ERASURES) {
            throw new RefusedRestore("the file of --erasures does not hold what was erased; 'callvault erasures"
                    + " --journal FILE' writes one");
        }
        dsl.execute("CREATE TEMPORARY TABLE accounts (account_id bigint, name text) ON COMMIT DROP");
        for (KeptTable table : KeptTables.TOMBSTONES) {
            dsl.execute(
                    "CREATE TEMPORARY TABLE " + table.name() + " (LIKE archive." + table.name() + ") ON COMMIT DROP");
        }
        erasures.contents().parts().stream()
                .filter(it -> !it.table().equals("accounts"))
                .forEach(this::requireKnown);
        erasures.each((part, in) -> copy(part, "pg_temp." + part.table(), in));
        if (dsl.fetchSingle(SAME_ACCOUNTS).get(0, Long.class) == 0) {
            throw new RefusedRestore(
                    "the file of --erasures belongs to another archive: it names none of the accounts");
        }
        for (KeptTable table : KeptTables.TOMBSTONES) {
            dsl.execute("INSERT INTO archive." + table.name() + " SELECT * FROM pg_temp." + table.name()
                    + " WHERE account_id IN (SELECT account_id FROM archive.accounts) ON CONFLICT DO NOTHING");
        }
    }
}
