package dev.callvault.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files for Prometheus, systemd and Docker, as their own tools read them. */
class OperationFilesTest {
    @TempDir
    private Path directory;

    @Test
    void alert_rules_are_well_formed_and_fire_when_they_should() throws IOException, InterruptedException {
        assumeTrue(isInstalled("promtool"), "promtool is not installed (apt-get install prometheus)");
        Path rules = Path.of("config", "prometheus").toAbsolutePath();

        assertThat(run(rules, "promtool", "check", "rules", "callvault.rules.yml"))
                .contains("SUCCESS");
        assertThat(run(rules, "promtool", "test", "rules", "callvault.test.yml"))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    @Test
    void systemd_takes_the_unit() throws IOException, InterruptedException {
        assumeTrue(isInstalled("systemd-analyze"), "systemd-analyze is not installed (apt-get install systemd)");
        String unit = Files.readString(Path.of("config", "systemd", "callvault.service"));
        Path installed = Files.writeString(
                directory.resolve("callvault.service"),
                unit.replace("/opt/callvault/callvault ", "/bin/true ").replace("/usr/bin/curl ", "/bin/true "));

        assertThat(run(directory, "systemd-analyze", "verify", "--man=no", installed.toString()))
                .doesNotContain("callvault.service:");
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(it -> Files.isExecutable(Path.of(it, program)));
    }
}
