package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.cli.session.Shutdown;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Only a fault of the program is to be reported. */
class FailuresTest {
    private static String said(Exception failure) {
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(Clock.systemUTC()).setErr(new PrintWriter(err));

        int exitCode = new Failures(new Shutdown(Thread.currentThread(), it -> {}))
                .handleExecutionException(failure, command, command.parseArgs("status"));

        assertThat(exitCode).isOne();
        return err.toString();
    }

    static Stream<IOException> ofFolders() {
        return Stream.of(
                new NoSuchFileException("/srv/nowhere"),
                new AccessDeniedException("/srv/nowhere"),
                new NotDirectoryException("/srv/nowhere"),
                new FileSystemException("/srv/nowhere", null, "Read-only file system"));
    }

    @ParameterizedTest
    @MethodSource("ofFolders")
    void a_folder_that_cannot_be_used_is_named_and_nothing_to_report(IOException failure) {
        assertThat(said(new UncheckedIOException(failure)))
                .isEqualTo(said(failure))
                .startsWith("callvault: ")
                .contains("/srv/nowhere", "Check that it is there")
                .doesNotContain("report");
    }

    @Test
    void a_fault_of_the_program_is() {
        assertThat(said(new IllegalStateException("7 is not 8"))).contains("7 is not 8", "--stacktrace and report it");
    }
}
