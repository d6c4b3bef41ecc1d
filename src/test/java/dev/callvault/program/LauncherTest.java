package dev.callvault.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher as it is installed: a copy beside a jar, with stand-ins for java that say what they were called with. */
final class LauncherTest {
    @TempDir
    private Path directory;

    private Path installed;

    @BeforeEach
    void install() throws IOException {
        installed = Files.createDirectory(directory.resolve("installed"));
        Files.copy(Path.of("callvault"), installed.resolve("callvault"));
        Files.writeString(installed.resolve("callvault-all.jar"), "");
    }

    @Test
    void runs_the_jar_beside_it_with_options_and_arguments_as_they_are() throws IOException, InterruptedException {
        Path java = java("21.0.2");

        Outcome outcome = launch(
                Map.of("CALLVAULT_JAVA", java.toString(), "CALLVAULT_JAVA_OPTIONS", "-Xmx1g -Dx=y"), "status", "a b");

        assertThat(outcome.lines())
                .contains("in " + directory.toRealPath(), "-Xmx1g", "-Dx=y", "-jar")
                .endsWith(installed.toRealPath().resolve("callvault-all.jar").toString(), "status", "a b");
        assertThat(outcome.code()).isEqualTo(7);
    }

    @Test
    void gives_a_java_only_the_options_that_it_knows() throws IOException, InterruptedException {
        String trim = "-XX:TrimNativeHeapInterval=1000";
        String limit = "-XX:CompileCommand=MemLimit,*.*,4m~stop";

        assertThat(launch(Map.of("CALLVAULT_JAVA", java("25.0.1").toString())).lines())
                .contains("-Xmn64m", trim, limit);
        assertThat(launch(Map.of("CALLVAULT_JAVA", java("21.0.2").toString())).lines())
                .contains("-Xmn64m")
                .doesNotContain(trim, limit);
    }

    @Test
    void works_through_a_symbolic_link() throws IOException, InterruptedException {
        Files.createSymbolicLink(directory.resolve("link"), Path.of("installed/callvault"));

        Outcome outcome = run(
                directory.resolve("link"), Map.of("CALLVAULT_JAVA", java("25").toString()));

        assertThat(outcome.code()).isEqualTo(7);
    }

    @Test
    void says_which_java_it_found_when_it_is_too_old() throws IOException, InterruptedException {
        Path java = java("17.0.15");

        Outcome outcome = launch(Map.of("CALLVAULT_JAVA", java.toString()));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("needs Java 21 or newer", "17.0.15  " + java, "apt-get install openjdk-21-jdk-headless");
    }

    @Test
    void reads_the_old_way_of_numbering_versions() throws IOException, InterruptedException {
        assertThat(launch(Map.of("CALLVAULT_JAVA", java("1.8.0_442").toString()))
                        .text())
                .contains("1.8.0_442  ");
    }

    @Test
    void says_that_the_program_is_missing() throws IOException, InterruptedException {
        Files.delete(installed.resolve("callvault-all.jar"));

        Outcome outcome = launch(Map.of());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text()).contains("the program is missing");
    }

    @Test
    void records_a_short_command_that_ends_well_and_starts_the_next_ones_from_a_cache()
            throws IOException, InterruptedException {
        Path java = java("25.0.3", 0);
        Map<String, String> environment =
                Map.of("CALLVAULT_JAVA", java.toString(), "CALLVAULT_JAVA_OPTIONS", "-Xmx256m");
        Path cache = installed.toRealPath().resolve("callvault-all-25.0.3.aot");

        Outcome first = launch(environment, "status");
        Await.until("the cache", () -> Files.exists(cache));
        Await.until("nothing else to be left", () -> files().size() == 3);
        Outcome second = launch(environment, "gaps");
        Outcome daemon = launch(environment, "run");

        assertThat(first.code()).isZero();
        assertThat(first.lines()).contains("-XX:AOTMode=record", "-Xmx256m", "status");
        assertThat(second.lines()).contains("-XX:AOTCache=" + cache, "gaps").doesNotContain("-XX:AOTMode=record");
        assertThat(daemon.lines()).contains("-XX:AOTCache=" + cache, "-Xmx256m", "run");
    }

    @Test
    void records_no_command_that_may_run_for_years() throws IOException, InterruptedException {
        Outcome outcome = launch(Map.of("CALLVAULT_JAVA", java("25.0.3", 0).toString()), "run");

        assertThat(outcome.lines()).contains("-XX:+AutoCreateSharedArchive", "run");
        assertThat(files()).containsExactlyInAnyOrder("callvault", "callvault-all.jar");
    }

    @Test
    void keeps_no_record_of_a_command_that_failed() throws IOException, InterruptedException {
        Outcome outcome = launch(Map.of("CALLVAULT_JAVA", java("25.0.3").toString()), "status");

        assertThat(outcome.code()).isEqualTo(7);
        assertThat(files()).containsExactlyInAnyOrder("callvault", "callvault-all.jar");
    }

    @ParameterizedTest
    @CsvSource({
        "CALLVAULT_JAVA_OPTIONS, -Xmx64m",
        "CALLVAULT_JAVA_OPTIONS, -Xmx1g -Xint",
        "JAVA_TOOL_OPTIONS, -javaagent:of-the-user.jar",
        "JDK_JAVA_OPTIONS, -Xint",
    })
    void makes_a_class_archive_where_options_may_not_fit_a_cache(String variable, String options)
            throws IOException, InterruptedException {
        Path java = java("25.0.3", 0);

        Outcome outcome = launch(Map.of("CALLVAULT_JAVA", java.toString(), variable, options), "status");

        assertThat(outcome.lines())
                .contains("-XX:+AutoCreateSharedArchive", "status")
                .doesNotContain("-XX:AOTMode=record");
    }

    @Test
    void out_of_memory_has_a_code_of_its_own_and_says_what_to_do() throws IOException, InterruptedException {
        jar(Glutton.class);

        Outcome outcome = launch(
                Map.of("CALLVAULT_JAVA", System.getProperty("java.home"), "CALLVAULT_JAVA_OPTIONS", "-Xmx20m"),
                "config");

        assertThat(outcome.text())
                .contains("callvault: out of memory, give it more with CALLVAULT_JAVA_OPTIONS=-Xmx1g");
        assertThat(outcome.code()).isEqualTo(128 + 9);
    }

    /** Puts a program in the place of Callvault's. */
    private void jar(Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Main-Class", main.getName());
        manifest.getMainAttributes()
                .putValue(
                        "Class-Path",
                        main.getProtectionDomain().getCodeSource().getLocation().toString());
        try (OutputStream jar = Files.newOutputStream(installed.resolve("callvault-all.jar"))) {
            new JarOutputStream(jar, manifest).close();
        }
    }

    /** Takes all the memory that it can get. */
    static final class Glutton {
        public static void main(String[] arguments) {
            byte[] taken = {0};
            while (taken.length > 0) {
                taken = Arrays.copyOf(taken, 2 * taken.length);
            }
        }
    }

    private List<String> files() {
        return List.of(installed.toFile().list());
    }

    private record Outcome(int code, String text) {
        List<String> lines() {
            return text.lines().toList();
        }
    }

    private Path java(String version) throws IOException {
        return java(version, 7);
    }

    /** It makes the files that the JVM makes of its start, and names its options and arguments. */
    private Path java(String version, int code) throws IOException {
        Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'Picked up JAVA_TOOL_OPTIONS: -Da=b' >&2
                    echo 'openjdk version "%s" 2025-01-21' >&2
                else
                    echo "in $(pwd -P)"
                    printf '%%s\\n' "$@"
                    for option in "$@"; do
                        case $option in
                        -XX:AOTConfiguration=* | -XX:AOTCache=*/cache) touch "${option#*=}" ;;
                        esac
                    done
                    exit %d
                fi
                """.formatted(version, code));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    private Outcome launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(installed.resolve("callvault"), environment, arguments);
    }

    private Outcome run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", launcher.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.directory(directory.toFile());
        builder.environment().keySet().removeIf(it -> it.endsWith("_OPTIONS")); // of whoever runs the tests
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        Await.end(process);
        return new Outcome(process.exitValue(), text);
    }
}
