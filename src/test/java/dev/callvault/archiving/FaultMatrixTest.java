package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.RunReport;
import dev.callvault.call.TimeWindow;
import dev.callvault.simulator.Fault;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the provider at its services, for a whole first pass: what the run says of it, that nothing is called lost,
 * and that the archive is whole once the fault has ended. The table is written to target/fault-matrix.md.
 */
@Order(3)
class FaultMatrixTest {
    private static final String LOG = "calls/log";
    private static final List<String> SERVICES = List.of("calls/logs", "calls/sessions", "calls/errors", LOG);
    /** Such a request cannot be answered within a second, however fast or slow the machine is. */
    private static final Set<Fault> ENDLESS = EnumSet.of(Fault.STALL_BEFORE, Fault.STALL, Fault.SLOW_DRIP);

    private static final String PATIENT = "10m";
    private static final Path TABLE = Path.of("target", "fault-matrix.md");
    private static final Map<String, String> ROWS = new ConcurrentHashMap<>();
    private static final ExecutorService AT_ONCE = Executors.newFixedThreadPool(16);
    private static final Map<List<Object>, Future<String>> RUNS = new HashMap<>();

    /** How a pass ends that meets a fault. */
    enum End {
        /** As if nothing had been. */
        WHOLE,
        /** The run names the failure, and the command fails. */
        FAILED,
        /** Time stays unproven, and the watermark stays before it. */
        UNPROVEN,
        /** Logs stay wanted, and the others are stored. */
        WANTED
    }

    /** A fault, its amount, how often it strikes, and how a pass ends that meets it at a list, and at a log. */
    record Case(String name, Fault fault, long amount, long requests, End ofList, End ofLog) {
        Case(String name, Fault fault, long amount, End ofList, End ofLog) {
            this(name, fault, amount, Long.MAX_VALUE, ofList, ofLog);
        }

        @Override
        public String toString() {
            return name;
        }

        End at(String service) {
            return service.equals(LOG) ? ofLog : ofList;
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("connection refused", Fault.REFUSED, 0, End.FAILED, End.FAILED),
            new Case("connection reset", Fault.RESET, 0, End.FAILED, End.WANTED),
            new Case("stalled before the answer", Fault.STALL_BEFORE, 0, End.FAILED, End.WANTED),
            new Case("stalled inside the body", Fault.STALL, 0, End.FAILED, End.WANTED),
            new Case("slow drip", Fault.SLOW_DRIP, 60, End.FAILED, End.WANTED),
            new Case("connection cut inside the body", Fault.CUT_SHORT, 0, End.FAILED, End.WANTED),
            new Case("body cut short, well framed", Fault.CUT_TEXT, 40, End.FAILED, End.WANTED),
            new Case("HTTP 429, three times", Fault.STATUS, 429, 3, End.WHOLE, End.WHOLE),
            new Case("HTTP 500", Fault.STATUS, 500, End.FAILED, End.WANTED),
            new Case("HTTP 401", Fault.STATUS, 401, End.FAILED, End.WANTED),
            new Case("HTTP 403", Fault.STATUS, 403, End.FAILED, End.WANTED),
            new Case("an HTML page", Fault.HTML_200, 0, End.FAILED, End.WANTED),
            new Case("other JSON", Fault.WRONG_JSON, 0, End.FAILED, End.WANTED),
            new Case("failure in HTTP 200", Fault.FAILURE_IN_200, 0, End.FAILED, End.WANTED),
            new Case("empty HTTP 200", Fault.EMPTY_200, 0, End.FAILED, End.WANTED),
            new Case("a total too high", Fault.WRONG_TOTAL, 1, End.UNPROVEN, End.WHOLE),
            new Case("a total too low", Fault.WRONG_TOTAL, -1, End.UNPROVEN, End.WHOLE),
            new Case("moving order", Fault.SHUFFLED, 0, End.WHOLE, End.WHOLE),
            new Case("capped pages", Fault.PAGE_CAP, 2, End.WHOLE, End.WHOLE));

    static Stream<Arguments> everyCell() {
        return begun(CASES.stream().flatMap(fault -> SERVICES.stream().map(service -> Arguments.of(fault, service))));
    }

    /** Every fault at one of the services. */
    static Stream<Arguments> someCells() {
        return begun(CASES.stream()
                .map(fault -> Arguments.of(fault, SERVICES.get(CASES.indexOf(fault) % SERVICES.size()))));
    }

    /** Most of a cell's time is spent waiting for a provider that says nothing, so many are tried at once. */
    private static Stream<Arguments> begun(Stream<Arguments> cells) {
        List<Arguments> all = cells.toList();
        all.stream()
                .map(Arguments::get)
                .forEach(cell -> RUNS.computeIfAbsent(
                        List.of(cell), it -> AT_ONCE.submit(() -> strike((Case) cell[0], (String) cell[1]))));
        return all.stream();
    }

    @ParameterizedTest(name = "{0} at {1}", quoteTextArguments = false)
    @MethodSource("someCells")
    void each_is_told_loses_nothing_and_is_made_good(Case fault, String service)
            throws InterruptedException, ExecutionException {
        endsWell(fault, service);
    }

    @Proof
    @ParameterizedTest(name = "{0} at {1}", quoteTextArguments = false)
    @MethodSource("everyCell")
    void each_at_each_service_is_told_loses_nothing_and_is_made_good(Case fault, String service)
            throws InterruptedException, ExecutionException {
        endsWell(fault, service);
    }

    private static void endsWell(Case fault, String service) throws InterruptedException, ExecutionException {
        String row = Objects.requireNonNull(RUNS.get(List.of(fault, service))).get();

        ROWS.put(String.format("%02d %s", CASES.indexOf(fault), service), row);
    }

    /** One cell: a first pass under the fault, and one after it. */
    private static String strike(Case fault, String service) {
        boolean isEndless = ENDLESS.contains(fault.fault());
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(1))
                .with("CALLVAULT_REQUEST_TIMEOUT", isEndless ? "1s" : PATIENT)) {
            scene.simulator.faults().on(fault.fault(), service, fault.amount(), fault.requests());

            RunReport struck = scene.archive();

            // on a busy machine a list may take longer than the second, too
            assertThat(isEndless && service.equals(LOG) ? endOfLogs(struck) : end(struck))
                    .isEqualTo(fault.at(service));
            assertThat(scene.archived.count("SELECT count(*) FROM archive.gaps"))
                    .isZero();
            assertThat(scene.archived.count("SELECT count(*) FROM archive.calls WHERE log_state = 'archived'"
                            + " AND log_id NOT IN (SELECT log_id FROM archive.call_logs WHERE quarantine IS NULL)"))
                    .isZero();

            scene.simulator.faults().allOff();
            scene.simulator.listen();
            scene.with("CALLVAULT_REQUEST_TIMEOUT", PATIENT);
            // a second, so that logs are asked for again; where a list was struck, it would pass the edge of the
            // retention
            scene.clock.move(service.equals(LOG) ? Duration.ofSeconds(1) : Duration.ZERO);
            RunReport after = scene.archive();

            assertThat(end(after)).as("%s", after.failures()).isEqualTo(End.WHOLE);
            scene.archived.equalsTheTruth(
                    TimeWindow.between(Scene.NOW.minus(Duration.ofDays(5)), scene.clock.instant()),
                    TimeWindow.between(Scene.NOW.minus(Duration.ofDays(364)), scene.clock.instant()));
            assertThat(incomplete(scene)).isEmpty();
            return "| " + fault.name() + " | `" + service + "` | " + seen(struck) + " | " + held(scene) + " |";
        }
    }

    private static End end(RunReport report) {
        if (!report.failures().isEmpty()) {
            return End.FAILED;
        }
        return report.streams().stream().anyMatch(it -> it.unproven() > 0) ? End.UNPROVEN : endOfLogs(report);
    }

    private static End endOfLogs(RunReport report) {
        BodyReport bodies = report.bodies();
        return bodies.failed() + bodies.unavailable() + bodies.quarantined() > 0 ? End.WANTED : End.WHOLE;
    }

    /** What status would complain of. */
    private static List<String> incomplete(Scene scene) {
        return scene.archived.rows("SELECT 'unproven ' || stream FROM archive.coverage WHERE NOT proven"
                + " UNION ALL SELECT 'gap ' || stream FROM archive.gaps"
                + " UNION ALL SELECT 'behind ' || stream FROM archive.watermarks WHERE complete_through < timestamptz '"
                + scene.clock.instant() + "'"
                + " UNION ALL SELECT 'failed ' || stream || failure FROM archive.runs WHERE failure IS NOT NULL");
    }

    private static String seen(RunReport report) {
        List<String> words = new ArrayList<>();
        report.failures()
                .forEach(it -> words.add("exit code 1: " + it.message().replaceAll("127.0.0.1:\\d+", "the provider")));
        report.streams().stream()
                .filter(it -> it.unproven() > 0)
                .forEach(it -> words.add("exit code 3: " + it.unproven() + " unproven span(s) of " + it.stream()));
        BodyReport bodies = report.bodies();
        if (bodies.failed() > 0) {
            words.add("exit code 3: " + bodies.failed() + " log(s) failed");
        }
        if (bodies.quarantined() > 0) {
            words.add("exit code 3: " + bodies.quarantined() + " log(s) quarantined");
        }
        if (bodies.unavailable() > 0) {
            words.add("exit code 0: " + bodies.unavailable() + " log(s) unavailable, asked for again");
        }
        return words.isEmpty() ? "nothing, exit code 0" : String.join("; ", words);
    }

    private static String held(Scene scene) {
        return scene.archived.count("SELECT count(*) FROM archive.calls") + " calls, "
                + scene.archived.count("SELECT count(*) FROM archive.call_logs WHERE quarantine IS NULL") + " logs, "
                + scene.archived.count("SELECT count(*) FROM archive.sessions") + " sessions, "
                + scene.archived.count("SELECT count(*) FROM archive.errors") + " errors: the ground truth, no gap";
    }

    @AfterAll
    static void write_the_table() throws IOException {
        AT_ONCE.shutdownNow();
        List<String> lines = new ArrayList<>(List.of(
                "| fault | service | what the user sees | what the archive holds after recovery |",
                "| --- | --- | --- | --- |"));
        lines.addAll(new TreeMap<>(ROWS).values());
        Files.createDirectories(TABLE.getParent());
        Files.write(TABLE, lines);
    }
}
