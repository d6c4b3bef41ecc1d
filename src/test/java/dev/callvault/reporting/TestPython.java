package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A Python that can read what was exported. */
record TestPython(String command) {
    private static final String LIBRARIES = "import duckdb, pandas, polars, pyarrow";

    /** The Python; without one that has the libraries, the test is skipped, and says why. */
    static TestPython orSkip() throws IOException, InterruptedException {
        List<String> commands =
                List.of(Objects.requireNonNullElse(System.getenv("PYTHON_TESTS"), "python3"), "python3");
        Optional<TestPython> found = Optional.empty();
        for (String command : commands) {
            if (found.isEmpty() && knows(command)) {
                found = Optional.of(new TestPython(command));
            }
        }
        assumeTrue(
                found.isPresent(),
                "no Python with duckdb, pandas, polars and pyarrow: install them with pip into a virtual environment, and"
                        + " name its python in PYTHON_TESTS, to have exports read by others");
        return found.orElseThrow();
    }

    private static boolean knows(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "-c", LIBRARIES)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** What a script prints. */
    String run(String script, Path... files) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command, "-c", script));
        for (Path file : files) {
            line.add(file.toString());
        }
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
