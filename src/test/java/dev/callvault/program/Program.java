package dev.callvault.program;

import dev.callvault.Await;
import dev.callvault.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real program as a process of its own, with an environment of the test's choice. */
public final class Program {
    /** Most processes of the tests end before compiling them well would have paid. */
    private static final List<String> OF_A_SHORT_LIFE = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> javaOptions = new ArrayList<>();

    public Program(Path directory) {
        this.directory = directory;
        environment.put("CALLVAULT_DATA_DIR", directory.resolve("data").toString());
        environment.put("CALLVAULT_REQUESTS_PER_SECOND", "0");
    }

    public Program with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** With options for the Java machine. */
    Program withJava(String... more) {
        javaOptions.addAll(List.of(more));
        return this;
    }

    /** What a process left behind. */
    record Ended(int exitCode, String out, String err) {}

    Ended run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        try {
            Await.end(process);
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), text("out"), text("err"));
    }

    public Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OF_A_SHORT_LIFE);
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().keySet().removeIf(it -> it.startsWith("CALLVAULT_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The process has a working directory of its own. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(it -> !it.isEmpty()) // an empty entry would be the working directory
                .map(it -> Path.of(it).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Whether a query has a row in the embedded server, which is asked as anybody may who can read the data directory; false
     * while there is none.
     */
    boolean has(String query) {
        try {
            String port =
                    Files.readString(directory.resolve("data/connection")).replaceAll("(?s).*port=(\\d+).*", "$1");
            String password =
                    Files.readString(directory.resolve("data/pgpass")).strip().replaceAll(".*:", "");
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
            try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                    var statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                return rows.next();
            }
        } catch (IOException | SQLException notYet) {
            return false;
        }
    }

    /** What the process has printed to its standard error so far. */
    public String err() {
        try {
            return text("err");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String text(String stream) throws IOException {
        return Files.readString(directory.resolve(stream), StandardCharsets.UTF_8);
    }
}
