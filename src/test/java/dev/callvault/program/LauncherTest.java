package dev.callvault.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void makes_a_class_archive_when_it_builds_without_the_settings_of_the_user()
            throws IOException, InterruptedException {
        sources();
        Map<String, String> environment = new HashMap<>(building());
        environment.put("CALLVAULT_DATABASE_URL", "jdbc:postgresql://of-the-user/archive");

        Outcome first = launch(environment, "run");
        Outcome second = launch(environment, "gaps");

        Path target = installed.toRealPath().resolve("target");
        assertThat(first.lines()).contains("-XX:SharedArchiveFile=" + target.resolve("callvault-all.jsa"), "run");
        assertThat(second.lines())
                .contains("-XX:SharedArchiveFile=" + target.resolve("callvault-all.jsa"), "gaps")
                .noneMatch(it -> it.contains("building") || it.startsWith("-XX:ArchiveClassesAtExit"));
        assertThat(target.toFile().list()).containsExactlyInAnyOrder("callvault-all.jar", "callvault-all.jsa");
        assertThat(Files.readString(target.resolve("callvault-all.jsa")))
                .contains("status")
                .doesNotContain("of-the-user");
    }

    @Test
    void runs_all_the_same_when_no_class_archive_can_be_made() throws IOException, InterruptedException {
        sources();
        Map<String, String> environment = building();
        Files.writeString(directory.resolve("jdk/bin/java"), """
                #!/bin/sh
                printf '%s\\n' "$@"
                """);

        Outcome outcome = launch(environment, "status");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.lines())
                .contains("callvault: could not make the class archive; commands will start more slowly", "status")
                .noneMatch(it -> it.startsWith("-XX:SharedArchiveFile"));
    }

    @Test
    void a_command_writes_nothing_beside_the_jar() throws IOException, InterruptedException {
        Outcome outcome = launch(Map.of("CALLVAULT_JAVA", java("25.0.3").toString()), "status");

        assertThat(outcome.lines()).contains("status").noneMatch(it -> it.contains("callvault-all.jsa"));
        assertThat(installed.toFile().list()).containsExactlyInAnyOrder("callvault", "callvault-all.jar");
    }

    @Test
    void uses_no_class_archive_that_is_older_than_the_jar() throws IOException, InterruptedException {
        Path archive = Files.writeString(installed.resolve("callvault-all.jsa"), "");
        Map<String, String> environment =
                Map.of("CALLVAULT_JAVA", java("25.0.3").toString());
        String option = "-XX:SharedArchiveFile=" + archive.toRealPath();

        assertThat(launch(environment, "status").lines()).contains(option);

        Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));
        assertThat(launch(environment, "status").lines()).doesNotContain(option);
    }

    @Test
    void a_class_archive_that_does_not_fit_is_ignored_in_silence() throws IOException, InterruptedException {
        jar(Greeter.class);
        Files.writeString(installed.resolve("callvault-all.jsa"), "of another Java");

        Outcome outcome = launch(Map.of("CALLVAULT_JAVA", System.getProperty("java.home")), "status");

        assertThat(outcome).isEqualTo(new Outcome(0, "hello\n"));
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

    /** Says hello. */
    static final class Greeter {
        public static void main(String[] arguments) {
            System.out.print("hello\n");
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

    /** Makes it a checkout, whose Maven writes an empty jar. */
    private void sources() throws IOException {
        Files.createDirectories(installed.resolve("src/main"));
        Files.writeString(installed.resolve("pom.xml"), "");
        Files.delete(installed.resolve("callvault-all.jar"));
        Path maven = Files.createDirectory(directory.resolve("maven")).resolve("mvn");
        Files.writeString(maven, """
                #!/bin/sh
                mkdir -p target
                : >target/callvault-all.jar
                """);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    private Map<String, String> building() throws IOException {
        Path java = java("25.0.3");
        Path javac = Files.writeString(java.resolveSibling("javac"), "");
        assertThat(javac.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
        return Map.of(
                "CALLVAULT_JAVA", java.toString(), "PATH", directory.resolve("maven") + ":" + System.getenv("PATH"));
    }

    private record Outcome(int code, String text) {
        List<String> lines() {
            return text.lines().toList();
        }
    }

    /** It names its options and arguments; in place of a class archive, it writes them and the environment. */
    private Path java(String version) throws IOException {
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
                        -XX:ArchiveClassesAtExit=*) { echo "$@"; env; } >"${option#*=}" ;;
                        esac
                    done
                    exit 7
                fi
                """.formatted(version));
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
