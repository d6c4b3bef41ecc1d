package dev.callvault.store.postgres.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs PostgreSQL's programs as the owner of the data directory, without anything from this process's environment. */
final class Commands {
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    /** Begins a session of its own, so that Ctrl-C in the terminal ends this process only, which then stops the server. */
    private static final String PERL = "use POSIX; POSIX::setsid(); exec @ARGV or die $!";

    private final DataDirectory directory;
    private final Binaries binaries;

    Commands(DataDirectory directory, Binaries binaries) {
        this.directory = directory;
        this.binaries = binaries;
    }

    /**
     * Runs a program to its end.
     *
     * @return what it printed
     * @throws IOException when it failed, with what it printed last
     */
    String run(String program, List<String> arguments, String input) throws IOException {
        Process process =
                builder(List.of(), program, arguments).redirectErrorStream(true).start();
        try (var to = process.outputWriter(StandardCharsets.UTF_8)) {
            to.write(input);
        } catch (IOException ended) {
            // without reading it; what it printed says why
        }
        try (var from = process.getInputStream()) {
            String printed = new String(from.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(program + " failed: " + lastComplaint(printed));
            }
            return printed;
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Starts a program that outlives this process and prints to the server's log. */
    Process start(String program, List<String> arguments) throws IOException {
        directory.touch(directory.log());
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(directory.log().toFile());
        return builder(detached(), program, arguments)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log)
                .redirectError(log)
                .start();
    }

    private ProcessBuilder builder(List<String> before, String program, List<String> arguments) {
        List<String> command = new ArrayList<>(directory.owner().before());
        command.addAll(before);
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.path().toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", USUAL_PATH);
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        return builder;
    }

    private static List<String> detached() {
        if (isThere("setsid")) {
            return List.of("setsid");
        }
        return isThere("perl") ? List.of("perl", "-e", PERL) : List.of();
    }

    private static boolean isThere(String program) {
        String path = System.getenv().getOrDefault("PATH", USUAL_PATH);
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(it -> !it.isEmpty())
                .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
    }

    /** The last line that says what is wrong, else the last one. */
    static String lastComplaint(String printed) {
        List<String> lines =
                printed.lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
        return lines.stream()
                .filter(it -> it.contains("FATAL:") || it.contains("PANIC:") || it.contains("error:"))
                .reduce((earlier, later) -> later)
                .or(() -> lines.stream().reduce((earlier, later) -> later))
                .orElse("it said nothing")
                .replaceFirst("^.*?(FATAL|PANIC|error): +", "");
    }
}
