package dev.callvault.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.report.UnwritableOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static long whole(OutputStream out) throws IOException {
        try (out) {
            out.write(7);
            return 1;
        }
    }

    @Test
    void it_appears_when_it_is_whole() throws IOException {
        Path file = directory.resolve("a.csv");

        assertThat(new WholeFile(file, false).write(out -> {
                    out.write(1);
                    assertThat(file).doesNotExist();
                    return whole(out);
                }))
                .isEqualTo(1);

        assertThat(directory).isDirectoryContaining("glob:**/a.csv").isDirectoryNotContaining("glob:**.part");
        assertThat(file).hasBinaryContent(new byte[] {1, 7});
    }

    @Test
    void whatever_ends_the_writing_leaves_nothing() {
        WholeFile file = new WholeFile(directory.resolve("a.csv"), false);

        assertThatThrownBy(() -> file.write(out -> {
                    out.write(1);
                    throw new UncheckedIOException(new IOException("No space left on device"));
                }))
                .isInstanceOf(UnwritableOutput.class)
                .hasMessageEndingWith("a.csv: No space left on device");
        assertThatThrownBy(() -> file.write(out -> {
                    out.write(1);
                    throw new IllegalStateException("the database was asked to stop");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_file_that_is_there_is_replaced_only_on_request() throws IOException {
        Path there = Files.writeString(directory.resolve("a.csv"), "kept");

        assertThatThrownBy(() -> new WholeFile(there, false).write(WholeFileTest::whole))
                .isInstanceOf(UnwritableOutput.class)
                .hasMessageEndingWith("it already exists");
        assertThat(there).hasContent("kept");
        assertThat(new WholeFile(there, true).write(WholeFileTest::whole)).isEqualTo(1);
        assertThat(there).hasBinaryContent(new byte[] {7});
    }
}
