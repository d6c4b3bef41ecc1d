package dev.callvault.bench;

import dev.callvault.archive.AccountParts;
import dev.callvault.archive.ArchiveRun;
import dev.callvault.archive.report.ArchiveSettings;
import dev.callvault.archive.report.RunListener;
import dev.callvault.archive.report.StreamReport;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.source.CountingSource;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.plum.PlumSettings;
import dev.callvault.source.plum.PlumSource;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.coordination.DatabaseClock;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.BiFunction;

/** The single runs that the daemon is made of, on an archive. */
record Streams(ArchiveRun run, PlumSource source, Database database) implements AutoCloseable {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    static Streams of(Archive archive, Upstream upstream) {
        Database database = archive.database();
        PostgresArchive stores = new PostgresArchive(database.dataSource());
        PlumSource source = new PlumSource(PlumSettings.of(upstream.baseUrl(), "bench", "bench"), Clock.systemUTC());
        CountingSource counted = new CountingSource(source);
        Account account = stores.accounts()
                .register(
                        "default",
                        new ProviderLogin(upstream.baseUrl(), "bench"),
                        ZONE,
                        Clock.systemUTC().instant());
        AccountParts parts = new AccountParts(
                account,
                counted,
                source,
                DatabaseClock.SILENT,
                counted,
                new Lines(ZONE),
                new AccountParts.Stores(
                        stores.listings(), stores.bodies(), stores.runs(), stores.sessionTimes(), stores.fence()),
                Redactor.CARDS,
                MemoryBudget.unlimited());
        ArchiveRun run = new ArchiveRun(
                parts, new ArchiveSettings(Duration.ofHours(1), 4, "bench"), RunListener.NONE, Clock.systemUTC());
        return new Streams(run, source, database);
    }

    /** Runs over every stream; a run must end well. */
    void each(BiFunction<LogStream, Duration, StreamReport> work) {
        for (LogStream stream : LogStream.values()) {
            StreamReport report = work.apply(stream, Duration.ZERO);
            if (report.failure().isPresent() || report.written().inserted() > 0 || report.unproven() > 0) {
                throw new IllegalStateException("a run over what did not change must not find anything: " + report);
            }
        }
    }

    @Override
    public void close() {
        source.close();
        database.close();
    }
}
