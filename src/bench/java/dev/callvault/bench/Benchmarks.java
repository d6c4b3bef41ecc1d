package dev.callvault.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures every figure, prints a table, and writes the same as JSON. */
@SuppressWarnings({"CatchAndPrintStackTrace", "InterruptedExceptionSwallowed"
}) // whoever interrupts a measurement ends it
public final class Benchmarks {
    private static final List<Figure> FIGURES = List.of(
            new Ceiling(),
            new CatchUp("catch-up", 100_000, 2000),
            new AgainstTheLoop(),
            new CatchUp("large-64KB", 8_000, 64_000),
            new CatchUp("large-1MB", 500, 1_000_000),
            new Requests(),
            new Memory(),
            new Growth(),
            new Writes(),
            new Start());

    private Benchmarks() {}

    /** Takes no arguments; the properties {@code bench.*} of the JVM choose. */
    public static void main(String[] arguments) throws Exception {
        BenchSettings settings = BenchSettings.fromProperties();
        Path results = Files.createDirectories(settings.home().resolve("target/bench"));
        List<Measured> measured = new ArrayList<>();
        boolean isWhole = true;
        try (Server server = Server.open(settings)) {
            String machine = Machine.describe(server.describe());
            for (Figure figure : FIGURES) {
                if (settings.measures(figure.name())) {
                    isWhole &= measure(figure, new Lab(settings, server), measured);
                }
            }
            Report report = new Report(machine, settings, measured);
            Files.writeString(results.resolve("results.json"), report.json());
            System.out.print(report.table());
        }
        // not by returning: what the embedded server's library leaves running must not keep Maven waiting
        System.exit(isWhole ? 0 : 1);
    }

    /** Whether the figure could be measured; the others are, in any case. */
    private static boolean measure(Figure figure, Lab lab, List<Measured> measured) {
        long begun = System.nanoTime();
        PrintStream progress = System.err;
        try {
            List<Measured> more = figure.measure(lab);
            more.forEach(it -> progress.println("bench: " + Report.line(it)));
            measured.addAll(more);
            return true;
        } catch (Exception failure) {
            progress.println("bench: " + figure.name() + " could not be measured");
            failure.printStackTrace(progress);
            return false;
        } finally {
            progress.printf("bench: %s took %.0f s%n", figure.name(), Seconds.since(begun));
        }
    }
}
