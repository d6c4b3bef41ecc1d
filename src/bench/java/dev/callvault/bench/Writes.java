package dev.callvault.bench;

import dev.callvault.bench.Measured.Goal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is written when five full days are listed again in which nothing changed: no more than by a run that only asks for
 * totals, and no row dies but the run's own record.
 */
final class Writes implements Figure {
    private static final String[] QUIET = {"CREATE EXTENSION IF NOT EXISTS pgstattuple", """
        DO $$
        DECLARE name regclass;
        BEGIN
            FOR name IN SELECT oid FROM pg_class WHERE relnamespace = 'archive'::regnamespace AND relkind = 'r' LOOP
                EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', name);
            END LOOP;
        END $$
        """};
    private static final String DEAD = """
            SELECT sum((pgstattuple(name::regclass)).dead_tuple_count)
            FROM unnest(ARRAY['archive.calls', 'archive.sessions', 'archive.errors', 'archive.body_queue']) AS name
            """;
    private static final String WRITTEN = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint";

    @Override
    public String name() {
        return "writes";
    }

    @Override
    public List<Measured> measure(Lab lab) throws Exception {
        World world = World.recent(lab.scaled(50_000), 200, lab.now()).withLines();
        try (Upstream upstream = Upstream.of(world);
                Archive archive = lab.server().empty()) {
            archive.execute(QUIET);
            archive.archiveAll(upstream, 8);
            archive.execute("VACUUM (ANALYZE)");
            try (Streams streams = Streams.of(archive, upstream);
                    Connection connection = archive.connect()) {
                return measured(lab, connection, streams, world.calls() * 2.1);
            }
        }
    }

    private static List<Measured> measured(Lab lab, Connection connection, Streams streams, double rows)
            throws Exception {
        long deadBefore = Archive.ask(connection, DEAD);
        Map<String, Samples> sides = new Rounds()
                .side("audit", () -> written(lab, connection, () -> streams.each(streams.run()::list)))
                .side("sweep", () -> written(lab, connection, () -> streams.each(streams.run()::sweep)))
                .measure(lab.rounds());
        Samples sweep = Objects.requireNonNull(sides.get("sweep"));
        Samples audit = Objects.requireNonNull(sides.get("audit"));
        Map<String, Samples> absolute = new LinkedHashMap<>();
        absolute.put("WAL bytes, everything listed again", sweep);
        absolute.put("WAL bytes, totals asked for", audit);
        Samples dead = new Samples(List.of((double) (Archive.ask(connection, DEAD) - deadBefore)));
        return List.of(
                new Measured(
                        "writes, nothing changed",
                        "WAL bytes a row listed again, beyond a run that asks for totals",
                        sweep.with(audit, (all, totals) -> (all - totals) / rows),
                        Goal.atMost(1),
                        absolute),
                new Measured("writes, dead rows", "rows, all rounds together", dead, Goal.atMost(0), Map.of()));
    }

    private static double written(Lab lab, Connection connection, Runnable run) throws SQLException {
        lab.server().settle();
        long before = Archive.ask(connection, WRITTEN);
        run.run();
        return Archive.ask(connection, WRITTEN) - before;
    }
}
