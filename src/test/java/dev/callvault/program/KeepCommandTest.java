package dev.callvault.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.Proof;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shortened keep from the configuration to the confirmation, by the program itself. */
@Proof
class KeepCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Program program(Simulator provider, String keep) {
        return new Program(directory)
                .with("CALLVAULT_ACCOUNT_URL", provider.baseUrl())
                .with("CALLVAULT_ACCOUNT_USERNAME", "demo")
                .with("CALLVAULT_ACCOUNT_PASSWORD", "demo")
                .with("CALLVAULT_KEEP_SESSIONS", keep);
    }

    private static JsonNode sessions(Program.Ended keep) throws IOException {
        return JSON.readTree(keep.out()).get("records").get(2);
    }

    @Test
    void a_shortened_keep_deletes_when_it_was_confirmed_and_not_before() throws IOException, InterruptedException {
        try (Simulator provider = Simulator.start(SimulatorSettings.demo(1).withCallsPerDay(5), Clock.systemUTC())) {
            assertThat(program(provider, "forever").run("archive").exitCode()).isZero();
            Program shorter = program(provider, "P30D");
            assertThat(shorter.run("archive").exitCode()).isZero();

            Program.Ended waiting = shorter.run("keep", "--json");

            assertThat(waiting.exitCode()).as(waiting.err()).isZero();
            assertThat(JSON.readTree(waiting.out()).get("waiting").asBoolean()).isTrue();
            assertThat(sessions(waiting).get("record").asText()).isEqualTo("sessions");
            assertThat(sessions(waiting).get("configured").asText()).isEqualTo("P30D");
            assertThat(sessions(waiting).get("in_force").asText()).isEqualTo("forever");
            assertThat(sessions(waiting).get("applies_at").asText()).isNotBlank();
            long older = sessions(waiting).get("older").asLong();
            assertThat(older).isPositive();
            assertThat(shorter.run("keep").out()).contains("P30D", "forever", "callvault keep --apply");

            Program.Ended unasked = shorter.run("keep", "--apply");
            assertThat(unasked.exitCode()).isEqualTo(2);
            assertThat(unasked.err()).contains("--yes");
            assertThat(sessions(shorter.run("keep", "--json")).get("older").asLong())
                    .isEqualTo(older);

            Program.Ended applied = shorter.run("keep", "--apply", "--yes", "--json");
            assertThat(applied.exitCode()).as(applied.err()).isZero();
            assertThat(JSON.readTree(applied.out())
                            .get("deleted")
                            .get("sessions")
                            .asLong())
                    .isGreaterThanOrEqualTo(older);
            assertThat(sessions(applied).get("in_force").asText()).isEqualTo("P30D");
            assertThat(sessions(applied).get("older").asLong()).isZero();
        }
    }
}
