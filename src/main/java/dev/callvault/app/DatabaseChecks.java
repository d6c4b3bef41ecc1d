package dev.callvault.app;

import dev.callvault.app.nodes.Agreement;
import dev.callvault.app.nodes.Difference;
import dev.callvault.app.nodes.Nodes;
import dev.callvault.config.Settings;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.LoginFacts;
import dev.callvault.store.postgres.server.SchemaFacts;
import dev.callvault.store.postgres.server.ServerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The checks of the database, of which none changes anything: a line for each, also for one that could not be made. */
final class DatabaseChecks {
    private static final int OLDEST_POSTGRESQL = 15;
    private static final String UNCHECKED = "not checked: ";
    private static final String NO_ARCHIVE = "there is no archive yet";
    private static final List<String> AFTER_SCHEMA = List.of("privileges", "readers", "other logins", "nodes");

    private final Settings settings;
    private final List<Check> checks = new ArrayList<>();
    private boolean isReady;

    DatabaseChecks(Settings settings) {
        this.settings = settings;
    }

    /** What was found, in the order it was looked for. */
    List<Check> found() {
        return List.copyOf(checks);
    }

    /** Whether there is an archive that this program could use as it is. */
    boolean isReady() {
        return isReady;
    }

    /** There is nothing yet to look at. */
    void none(String why) {
        checks.add(Check.ok("database", UNCHECKED + why + "; the first run makes it"));
        checks.add(Check.ok("schema", UNCHECKED + NO_ARCHIVE));
        unchecked(NO_ARCHIVE);
    }

    /** It cannot be reached, or not be left in order. */
    void away(StoreFailure failure) {
        checks.add(failed("database", failure));
        if (checks.size() > 1) {
            return; // what was found stays true
        }
        checks.add(Check.ok("schema", UNCHECKED + "the database cannot be used"));
        unchecked("the database cannot be used");
    }

    void look(Storage storage) {
        try {
            checks.add(version(storage.database().facts(), storage.isEmbedded()));
        } catch (StoreFailure failure) {
            away(failure);
            return;
        }
        try {
            SchemaFacts schema = storage.database().schema();
            checks.add(schema(schema));
            if (schema.isCurrent()) {
                inside(storage);
            } else {
                unchecked(schema.isThere() ? "the schema is not up to date yet" : NO_ARCHIVE);
            }
        } catch (StoreFailure failure) {
            checks.add(failed("schema", failure));
            unchecked("the schema cannot be used");
        }
    }

    private void unchecked(String why) {
        AFTER_SCHEMA.forEach(it -> checks.add(Check.ok(it, UNCHECKED + why)));
    }

    private static Check schema(SchemaFacts schema) {
        if (schema.isCurrent()) {
            return Check.ok("schema", "up to date");
        }
        if (schema.isThere()) {
            return Check.ok(
                    "schema",
                    "older than this program: the next run, or 'callvault migrate', brings it up to date; older versions"
                            + " of Callvault cannot use it then");
        }
        return schema.mayBeMade()
                ? Check.ok("schema", "none yet; the first run makes it")
                : Check.failed(
                        "schema",
                        "none yet, and the login may not make it: GRANT CREATE ON DATABASE … TO it, or set"
                                + " database.owner-username to one that may");
    }

    private void inside(Storage storage) {
        try {
            LoginFacts login = storage.database().login();
            checks.add(archiver(login));
            checks.add(readers(login, storage.database().incompleteReaders()));
        } catch (StoreFailure failure) {
            checks.add(failed("privileges", failure));
            checks.add(Check.ok("readers", UNCHECKED + "the privileges cannot be read"));
        }
        try {
            checks.add(otherArchivers(storage.database().otherArchivers()));
        } catch (StoreFailure failure) {
            checks.add(failed("other logins", failure));
        }
        isReady = checks.stream().noneMatch(it -> it.verdict().isBad());
        try {
            checks.add(nodes(new PostgresArchive(storage.database())));
        } catch (StoreFailure failure) {
            checks.add(failed("nodes", failure));
        }
    }

    private static Check failed(String name, StoreFailure failure) {
        return Check.failed(name, failure.getMessage() + " — " + failure.hint());
    }

    private static Check version(ServerFacts facts, boolean isEmbedded) {
        String detail = "PostgreSQL " + facts.version() + (isEmbedded ? ", embedded" : "") + ", "
                + (facts.sizeBytes() >> 20) + " MiB, logs compressed with " + (facts.hasLz4() ? "lz4" : "pglz");
        return facts.majorVersion() >= OLDEST_POSTGRESQL
                ? Check.ok("database", detail)
                : Check.failed("database", detail + ": PostgreSQL " + OLDEST_POSTGRESQL + " or newer is needed");
    }

    private static Check archiver(LoginFacts login) {
        if (!login.mayArchive()) {
            return Check.failed(
                    "privileges",
                    login.username() + " cannot write data: GRANT callvault_archiver TO it, or run 'callvault migrate'"
                            + " with database.owner-username");
        }
        return Check.ok(
                "privileges",
                login.mayChangeSchema()
                        ? login.username()
                                + " can write data and change the schema; set database.owner-username to separate"
                                + " the two"
                        : login.username() + " can write data but not change the schema");
    }

    private static Check otherArchivers(String logins) {
        return logins.isEmpty()
                ? Check.ok("other logins", "no other login can write to this archive")
                : Check.warning(
                        "other logins",
                        logins + " can read and write this archive too. If another archive of this PostgreSQL cluster"
                                + " uses them, separate the two: REVOKE CONNECT ON DATABASE … FROM PUBLIC, then GRANT"
                                + " CONNECT to the logins of each archive");
    }

    private static Check readers(LoginFacts login, List<String> incomplete) {
        if (login.areReadersApart() && !incomplete.isEmpty()) {
            return Check.warning("readers", String.join(". ", incomplete));
        }
        return login.areReadersApart()
                ? Check.ok("readers", "callvault_reader can read the reports and nothing else")
                : Check.warning(
                        "readers",
                        "there is no role callvault_reader that can read only the reports: as a superuser,"
                                + " CREATE ROLE callvault_reader LOGIN, then run 'callvault migrate'");
    }

    private Check nodes(PostgresArchive archive) {
        Agreement live = Agreement.of(archive.nodes().live());
        List<Difference> differences = live.with(
                        Nodes.node(settings, Node.Kind.ARCHIVE).named("this configuration"))
                .differences();
        if (!differences.isEmpty()) {
            return Check.warning(
                    "nodes", differences.stream().map(Difference::toString).collect(Collectors.joining(" ")));
        }
        return Check.ok(
                "nodes",
                live.nodes().isEmpty()
                        ? "no live nodes"
                        : "same settings as this configuration: " + String.join(", ", live.names()));
    }
}
