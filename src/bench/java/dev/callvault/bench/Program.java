package dev.callvault.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Callvault as its users run it: the launcher and the jar, as a process of its own. */
final class Program {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final long GLANCE_MILLIS = 20;
    private static final double KIB_PER_MIB = 1024;

    private final Path home;
    private final Map<String, String> environment;

    Program(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** Starts it; its output goes to a file that {@link #output} names. */
    Process start(String javaOptions, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("callvault").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(it -> it.startsWith("CALLVAULT_"));
        builder.environment().putAll(environment);
        builder.environment().put("CALLVAULT_JAVA", System.getProperty("java.home"));
        builder.environment().put("CALLVAULT_JAVA_OPTIONS", javaOptions);
        return builder.redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    /** As the launcher leaves it when it builds: with a class archive beside the jar, which Maven alone does not make. */
    void warm() throws IOException, InterruptedException {
        Path classes = home.resolve("target/callvault-all.jsa");
        Files.deleteIfExists(classes);
        Process process = start("-XX:ArchiveClassesAtExit=" + classes, "status");
        process.waitFor();
        mustBeWell(process);
    }

    private Path output() {
        return home.resolve("target/bench/program.log");
    }

    /** The most memory that was resident, in MiB, until it ended; no number when it did not end well. */
    double peakMemory(String javaOptions, String... arguments) throws IOException, InterruptedException {
        Process process = start(javaOptions, arguments);
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        double peak = 0;
        while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peak(status));
        }
        if (process.exitValue() != 0) {
            System.err.println(
                    "bench: callvault ended with " + process.exitValue() + ": " + Files.readString(output()));
            return Double.NaN;
        }
        return peak;
    }

    /** Seconds until it ended well. */
    double run(String... arguments) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = start("", arguments);
        process.waitFor();
        mustBeWell(process);
        return Seconds.since(begun);
    }

    private void mustBeWell(Process process) throws IOException {
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "callvault ended with " + process.exitValue() + ": " + Files.readString(output()));
        }
    }

    /** Peaks never fall, so the last glance before the end sees it all but for the last moment. */
    private static double peak(Path status) {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(status));
            return matcher.find() ? Long.parseLong(matcher.group(1)) / KIB_PER_MIB : 0;
        } catch (IOException ended) {
            return 0;
        }
    }
}
